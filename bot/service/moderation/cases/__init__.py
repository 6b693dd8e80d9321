"""Cases: blocks, warnings, appeals, and the operator's blocks."""
