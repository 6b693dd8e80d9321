"""Brings images and failures to members, and corrects stale cards. Must not know models."""
