"""Counters, reservations, rulebooks and costs in tables. Knows no rule."""
