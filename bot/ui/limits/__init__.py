"""Limits, allowances and notices in words. Knows nothing of how they are stored."""
