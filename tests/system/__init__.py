"""The whole bot on a simulated or loopback Discord, with the real client and the painter."""
