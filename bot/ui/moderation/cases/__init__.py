"""Blocks, cases and appeals in words and controls."""
