"""Everything members see on Discord. Must not know SQL or OpenRouter's HTTP."""
