"""What would a good facilitator notice and say."""
