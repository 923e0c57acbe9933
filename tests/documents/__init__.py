"""Tests of what leaves the product."""
