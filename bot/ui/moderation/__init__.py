"""The moderation log, cases and the filter in words."""
