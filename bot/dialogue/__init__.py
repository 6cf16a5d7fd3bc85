"""What is said to people, a topic a file; `conversation` is the one door."""
