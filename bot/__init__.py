"""The image bot: rules in `policy`, use cases in `service`, I/O in the other rooms."""
