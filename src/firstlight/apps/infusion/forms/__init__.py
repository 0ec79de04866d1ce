"""The forms of a session. Each checks only that words can be read; whether they may stand is for the action to say."""
