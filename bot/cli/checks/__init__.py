"""The checks of `imagine-bot doctor`. They only read, so a running bot isn't disturbed."""
