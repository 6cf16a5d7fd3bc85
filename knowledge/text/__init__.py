"""Grammars for what stands in a text: numbers, quantities, days. Each takes all of a span or says that it did not."""
