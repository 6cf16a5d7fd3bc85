"""From a question to a cited answer: understand, route, retrieve, compose, verify."""
