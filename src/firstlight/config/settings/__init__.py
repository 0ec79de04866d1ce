"""Settings by setting: a demonstration, a production service, a test run."""
