"""Tests of `bot.service.provider`."""
