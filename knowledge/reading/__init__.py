"""The ear: what a message says, denies, doubts, asks and supposes, read once and whole."""
