"""Tests of the use cases, with fakes behind the ports."""
