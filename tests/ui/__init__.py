"""Texts, sentences and replies."""
