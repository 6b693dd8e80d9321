"""Requests, models, styles and images as values. Knows nothing of limits and jobs."""
