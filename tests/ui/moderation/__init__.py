"""Tests of `bot.ui.moderation`."""
