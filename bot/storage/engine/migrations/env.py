"""Alembic's entry point; `bot.storage.engine.schema` passes a connection in a transaction."""

from alembic import context

from bot.storage.tables import metadata

context.configure(connection=context.config.attributes["connection"], target_metadata=metadata)
context.run_migrations()
