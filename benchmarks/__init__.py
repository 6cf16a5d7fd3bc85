"""Speed, memory and quality, measured beside peers."""
