"""Use cases on the rules and the ports; no Discord, no HTTP, no SQL."""
