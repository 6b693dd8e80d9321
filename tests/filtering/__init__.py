"""Tests of `bot.filtering`."""
