"""Tests of the capture line."""
