"""Recovers jobs, reservations and charges of dead processes. Must not admit new requests."""
