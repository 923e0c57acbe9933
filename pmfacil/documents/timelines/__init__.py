"""Timelines from other tools and from text: bytes in, events out."""
