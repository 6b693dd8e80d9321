"""What tests and benchmarks share: fakes, a loopback Discord, processes, invariants of the ledger.

It knows neither of them, and no product code knows it.
"""
