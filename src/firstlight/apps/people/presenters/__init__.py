"""What the templates of people and places see: words ready to be shown, nothing that asks the database again."""
