"""Tests of what a whole screen shows."""
