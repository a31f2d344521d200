"""The marts that are stored, and so have to be refreshed after a load; the others are views, always up to date."""

from sqlalchemy import text

from etl.warehouse.database import engine

STORED = ("mart.stored_scorecard",)
COUNTS = """
    select
        count(*) as provinces,
        count(*) filter (where status not in ('former_only', 'missing')) as seen,
        count(*) filter (where status = 'former_only') as former_only,
        count(*) filter (where status = 'missing') as missing
    from mart.province_completeness
"""


def refresh() -> dict[str, int]:
    """Refresh each stored mart; who reads it meanwhile sees it as it was.

    Gives {provinces, seen, former_only, missing}: today's provinces, those with a document of their own, those of which
    only a former province has one, those without any.
    """
    with engine().begin() as connection:
        for mart in STORED:
            connection.execute(text(f"refresh materialized view concurrently {mart}"))
        return dict(connection.execute(text(COUNTS)).mappings().one())
