"""The whole bot on one machine: a simulated Discord server and an offline painter."""
