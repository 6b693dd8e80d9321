"""A small Discord on this machine, over real sockets."""
