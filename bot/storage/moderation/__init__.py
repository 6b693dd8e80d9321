"""Filters, cases, held requests, reports and the moderation log in tables."""
