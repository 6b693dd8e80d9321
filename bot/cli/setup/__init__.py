"""The steps of `imagine-bot init`. Knows no rule of `policy`; nothing is written before the end."""
