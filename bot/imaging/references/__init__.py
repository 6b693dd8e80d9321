"""Stores attached images for 7 days, without metadata. Must not know who a member is."""
