"""Connections, transactions, migrations and backups. Knows nothing of what is stored."""
