"""What several reviews say together: patterns over them, and what was seen before (P83-P85)."""
