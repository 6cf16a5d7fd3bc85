"""What a criterion tests: each kind of condition a class, compiled once and judged in three values."""
