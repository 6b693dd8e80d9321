"""Persistent state in SQLite or PostgreSQL. Knows nothing of Discord and OpenRouter."""
