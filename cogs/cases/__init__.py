"""The /block, /unblock, /warn and /case commands, and appeals.

Must not know how cases are stored.
"""
