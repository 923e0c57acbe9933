"""What a good facilitator would notice in a review: one small pure rule for each thing (practice.md P20-P74)."""
