"""The star for listings: marketplaces, sellers, listings, their nightly snapshots, and how completely each was crawled.

The DDL stands in the .sql file beside this one. It is frozen: what changes later is a step of its own.
"""

from pathlib import Path

from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    ddl = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # many statements, and percent signs that are no parameters
    op.get_bind().exec_driver_sql(ddl, execution_options={"no_parameters": True})
