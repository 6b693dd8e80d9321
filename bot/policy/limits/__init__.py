"""What can be limited, what applies to a member, what a job takes. Knows no running job."""
