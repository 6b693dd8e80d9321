"""Tests of `bot.policy.members`."""
