"""Tests of the engine that finds words in texts."""
