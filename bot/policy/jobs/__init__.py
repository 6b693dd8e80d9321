"""The states, queue, delivery and recovery of jobs. Knows no limits' values and no storage."""
