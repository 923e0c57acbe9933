"""What did that line mean: the one-line grammar and its dates."""
