"""Ways to hide words, each undone by one module."""
