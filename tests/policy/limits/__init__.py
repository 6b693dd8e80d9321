"""Tests of `bot.policy.limits`."""
