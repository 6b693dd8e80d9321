"""Moderators' changes, members' allowances and budget alerts. Must not know Discord's panels."""
