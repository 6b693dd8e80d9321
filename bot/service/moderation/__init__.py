"""Use cases of moderators: the filter, cases, the moderation log, held requests, reports."""
