"""Tests of `bot.policy.moderation`."""
