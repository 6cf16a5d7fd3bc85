"""Policy documents: reading, splitting, indexing, retrieval, releases."""
