"""State between two clicks, in SQLite or PostgreSQL. Knows nothing of Discord and OpenRouter."""
