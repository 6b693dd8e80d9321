"""Tests of `bot.imaging.references`."""
