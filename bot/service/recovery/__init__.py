"""Continues what dead processes left behind. Knows nothing of new requests."""
