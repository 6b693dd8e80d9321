"""Tests of `bot.service.recovery`."""
