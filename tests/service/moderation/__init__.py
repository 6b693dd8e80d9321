"""Tests of `bot.service.moderation`."""
