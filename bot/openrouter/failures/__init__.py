"""Judges failed answers: which of our errors they are. Sends nothing and knows no limits."""
