"""What a session's record asks somebody to look at, by the protocol in force. Switched on as a whole, or not at all."""
