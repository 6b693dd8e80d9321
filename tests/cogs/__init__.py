"""Tests of the features' own modules."""
