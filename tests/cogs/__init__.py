"""Unit tests of the features; `tests.system` drives them through Discord."""
