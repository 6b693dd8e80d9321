"""Reads an answer as it arrives. Decides nothing about retries."""
