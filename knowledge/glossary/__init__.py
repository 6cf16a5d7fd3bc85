"""Names of places, programmes, terms and units in both languages."""
