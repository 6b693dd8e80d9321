"""`imagine-bot init` as a process, against the loopback Discord and the painter."""
