"""OpenRouter over HTTP. Knows nothing of Discord, members and limits."""
