"""Requests, models, styles, images and actions as values. Knows no limits and no jobs."""
