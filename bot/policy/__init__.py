"""The rules: pure functions over plain values. Knows no clock, randomness, network or disk."""
