"""What is known about computing vouchers: documents, rules, answers. It knows nothing about people."""
