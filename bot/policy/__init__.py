"""Rules as pure functions over plain values; time and randomness are arguments."""
