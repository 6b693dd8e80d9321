"""Tests of `bot.ui.options`."""
