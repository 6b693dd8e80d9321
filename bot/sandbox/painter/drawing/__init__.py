"""Draws and encodes images from prompts. Must not know HTTP."""
