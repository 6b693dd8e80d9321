"""Tests, laid out like the code; system/ runs the whole bot, meta/ holds rules about the code."""
