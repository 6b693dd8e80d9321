"""Code for tests and benchmarks: fakes, a loopback Discord, processes, ledger invariants.

It imports neither of them, and no product code imports it.
"""
