"""Tests of `bot.service.jobs`."""
