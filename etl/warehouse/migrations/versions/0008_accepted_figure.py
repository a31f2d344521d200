"""Figures that a person has accepted although a check doubts them: no later night asks again.

The DDL stands in the .sql file beside this one. It is frozen: what changes later is a step of its own.
"""

from pathlib import Path

from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    ddl = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8")
    # many statements, and percent signs that are no parameters
    op.get_bind().exec_driver_sql(ddl, execution_options={"no_parameters": True})
