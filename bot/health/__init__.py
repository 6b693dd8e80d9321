"""What monitoring can read. Changes nothing."""
