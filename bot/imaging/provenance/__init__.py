"""Reads the signer's name from an image's C2PA manifest. Must not claim that it is verified."""
