"""Inspects and re-encodes image files. Must not know Discord, OpenRouter or members."""
