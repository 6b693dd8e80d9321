"""Use cases, with fakes behind the ports."""
