"""Reads interactions and answers them. Must not know the rules of jobs and limits."""
