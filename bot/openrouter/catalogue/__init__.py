"""OpenRouter's catalogue: the models and their prices. Generates nothing; needs no key."""
