"""The OpenRouter client and its parts, against bytes and loopback servers."""
