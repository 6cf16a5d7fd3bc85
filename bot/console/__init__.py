"""The web page for staff."""
