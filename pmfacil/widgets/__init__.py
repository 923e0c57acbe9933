"""What do I see: one board or panel per file."""
