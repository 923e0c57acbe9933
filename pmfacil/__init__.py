"""Facilitate a live, blameless incident review in the terminal."""

__version__ = "0.1.0"
