"""Decodes an answer as it arrives and validates its images. Knows neither retries nor policies."""
