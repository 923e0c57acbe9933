"""What shall I answer: one question per file, each gives back a value."""
