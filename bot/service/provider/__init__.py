"""Whether OpenRouter can be used: health, account, key, intake. Must not know its HTTP."""
