"""Alembic's way in; it gets the connection, and a transaction, from `bot.storage.engine.schema`."""

from alembic import context

from bot.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
