"""The staff desk of the knowledge base: check, evaluate, publish."""
