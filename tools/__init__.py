"""What is run by hand, or before a release; no part of the wheel."""
