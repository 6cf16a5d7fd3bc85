"""Answers written by a language model, whose every sentence is proved in code before anybody sees it."""
