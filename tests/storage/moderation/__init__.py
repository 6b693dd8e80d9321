"""Tests of `bot.storage.moderation`."""
