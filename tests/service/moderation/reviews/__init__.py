"""Tests of `bot.service.moderation.reviews`."""
