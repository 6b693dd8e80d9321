"""Connections, transactions, migrations and backups. Knows nothing of the stored data."""
