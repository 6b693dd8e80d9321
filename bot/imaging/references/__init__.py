"""Attached images: checked, stripped of metadata, kept for 7 days. Knows members only by pseudonym."""
