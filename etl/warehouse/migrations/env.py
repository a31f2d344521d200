"""Run by Alembic: the steps go over the connection that `database.migrate()` hands in, inside its transaction."""

from alembic import context

context.configure(connection=context.config.attributes["connection"], version_table_schema="ops")
context.run_migrations()
