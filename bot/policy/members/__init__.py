"""A member's defaults, and the pseudonym of a member in counters. Knows no jobs or limits."""
