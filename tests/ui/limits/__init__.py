"""Tests of `bot.ui.limits`."""
