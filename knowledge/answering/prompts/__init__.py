"""The instructions that a language model is given, in both languages: short, reviewed text."""
