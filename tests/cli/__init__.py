"""Tests of the command line, with arguments as a user types them."""
