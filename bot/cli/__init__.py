"""The `imagine-bot` commands, one module each. Must not decide any rule of `policy`."""
