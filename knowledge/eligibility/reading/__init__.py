"""From the YAML of a programme to its compiled rules."""
