"""Whether OpenRouter can be used: health, account, key, intake. Knows nothing of its HTTP."""
