"""Tests of `bot.ui.jobs`."""
