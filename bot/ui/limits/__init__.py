"""Limits, allowances and notices as text. Must not know how they are stored."""
