"""Use cases, built on the rules and the ports. Must not know Discord, HTTP or SQL."""
