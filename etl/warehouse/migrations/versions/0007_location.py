"""Each figure with the cell or the place on a page where it stands, where its document has such places.

The DDL stands in the .sql file beside this one. It is frozen: what changes later is a step of its own.
"""

from pathlib import Path

from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    ddl = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # many statements, and percent signs that are no parameters
    op.get_bind().exec_driver_sql(ddl, execution_options={"no_parameters": True})
