"""Runs the whole bot on one machine: a simulated Discord server, and the painter for OpenRouter."""
