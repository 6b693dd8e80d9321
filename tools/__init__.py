"""Scripts for maintainers, run by hand or before a release; not part of the wheel."""
