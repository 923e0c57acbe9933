"""Where am I: the meeting, the library."""
