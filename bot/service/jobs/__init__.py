"""Takes a job from its request to its end. Must not know how a card looks."""
