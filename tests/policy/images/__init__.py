"""Tests of `bot.policy.images`."""
