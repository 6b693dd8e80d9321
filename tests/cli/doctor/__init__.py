"""Tests of `imagine-bot doctor`."""
