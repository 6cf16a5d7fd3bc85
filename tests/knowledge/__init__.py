"""Tests of what is known: figures, places, documents, retrieval, answers."""
