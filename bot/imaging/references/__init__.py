"""Attached images: checked, stripped of metadata, kept for 7 days. Knows no member by name."""
