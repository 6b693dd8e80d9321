"""Tests of `bot.service.limits`."""
