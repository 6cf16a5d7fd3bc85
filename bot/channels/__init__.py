"""Where messages come in and replies go out, a channel a module."""
