"""Counters, reservations, rulebooks and costs in tables. Knows nothing of the rules behind them."""
