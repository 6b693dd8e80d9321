"""Tests of the sandbox and its painter."""
