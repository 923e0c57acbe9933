"""What is a review and how does it change: values and their edits."""
