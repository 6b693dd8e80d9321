"""A small Discord on this machine, and the command line as a process that talks to it."""
