"""The assistant that people talk to. It knows people and asks `knowledge` for the rules."""
