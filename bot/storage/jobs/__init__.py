"""Jobs, their transitions and the folders of processes. Knows nothing of how a job is run."""
