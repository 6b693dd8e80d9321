"""What the testkit promises to those who use it."""
