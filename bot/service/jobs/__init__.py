"""A job's way from its request to its end. Knows nothing of how a card looks."""
