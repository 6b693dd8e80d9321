"""The whole bot on a simulated Discord, with the real client and the offline painter."""
