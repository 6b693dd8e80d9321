"""Use cases on the rules and the ports. Knows no Discord, no HTTP and no SQL."""
