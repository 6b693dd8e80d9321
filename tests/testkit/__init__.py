"""The testkit behaves as tests and benchmarks rely on."""
