"""Tests of `bot.service.members`."""
