"""Tests of `bot.imaging`."""
