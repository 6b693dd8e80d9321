"""What can be limited, what applies to a member, and what a job takes. Knows nothing of how jobs run."""
