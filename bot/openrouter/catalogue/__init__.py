"""The models: what OpenRouter lists, what they cost, and what is known without it."""
