"""Limits and caps, the values that apply to a member, and a job's claim. Knows no running jobs."""
