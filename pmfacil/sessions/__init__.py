"""Where is it kept: files, lock, library, the live meeting."""
