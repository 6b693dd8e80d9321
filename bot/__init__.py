"""The image bot: rules in `policy`, use cases in `service`, the outside world at the edges."""
