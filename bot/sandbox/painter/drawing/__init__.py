"""Draws and encodes an image from a prompt. Knows nothing of HTTP."""
