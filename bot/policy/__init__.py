"""Rules: pure functions over plain values. Knows no clock, no randomness, no network and no disk."""
