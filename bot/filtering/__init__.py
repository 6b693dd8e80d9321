"""Finds words in texts, whatever people do to hide them. Knows no server and no member."""
