"""Tests of `bot.ui`."""
