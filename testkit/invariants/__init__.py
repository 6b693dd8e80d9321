"""What holds for jobs and for the ledger, whatever happened to the bots."""
