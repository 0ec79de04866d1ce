"""What a person types on the pages of people and places. Labels say what is meant; hints say how it is written."""
