"""Tests of `bot.imaging.provenance`."""
