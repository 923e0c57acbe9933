"""What each section of a document says: safe blocks of Markdown, none where nothing was discussed."""
