"""Tests of `bot.ui.interactions`."""
