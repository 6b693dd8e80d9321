"""Tests of bot.ui.setup."""
