"""The staff desk of the knowledge base: documents in, releases, what founders could not get answered."""
