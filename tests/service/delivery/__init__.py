"""Tests of `bot.service.delivery`."""
