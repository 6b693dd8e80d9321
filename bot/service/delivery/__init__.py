"""Brings images and failures to members, and corrects stale cards. Knows nothing of models."""
