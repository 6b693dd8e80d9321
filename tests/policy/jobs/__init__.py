"""Tests of `bot.policy.jobs`."""
