"""What is looked at during a session: which values are possible, when each set is due, which pressure may start."""
