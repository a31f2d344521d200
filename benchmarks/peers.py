"""The same rows loaded by dlt and by pandas, run by the Python of the peers' own environment; prints JSON of seconds.

Nothing of this project is imported here. dlt: Arrow tables, its `csv` loader format, which uses COPY. pandas: `to_sql`
in chunks, once as it is and once with the documented COPY callable of its manual.
"""

import csv
import io
import json
import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, quote, urlsplit

RUNS = 3


def main(folder: Path, url: str) -> None:
    """Load the Parquet files of the folder into the schema `peers` by each peer in turn."""
    os.environ |= {"RUNTIME__DLTHUB_TELEMETRY": "false", "RUNTIME__LOG_LEVEL": "ERROR"}
    seconds: dict[str, list[float]] = {}
    for number in range(RUNS):
        for name, load in (("dlt", by_dlt), ("pandas to_sql", by_pandas), ("pandas to_sql with COPY", by_pandas_copy)):
            began = time.perf_counter()
            load(folder, url, number)
            seconds.setdefault(name, []).append(time.perf_counter() - began)
    print(json.dumps(seconds))


def by_dlt(folder: Path, url: str, number: int) -> None:
    """One run of a pipeline in a working folder of its own."""
    import dlt
    import pyarrow.parquet as pq

    def listings() -> Any:
        for file in sorted(folder.glob("*.parquet")):
            yield pq.read_table(file)

    pipeline = dlt.pipeline(
        pipeline_name=f"night_{number}",
        pipelines_dir=tempfile.mkdtemp(),
        destination=dlt.destinations.postgres(_with_host(url)),
        dataset_name=f"peers_dlt_{number}",
    )
    resource = dlt.resource(listings, name="listing_snapshot", write_disposition="append")
    pipeline.run(resource, loader_file_format="csv").raise_on_failed_jobs()


def _with_host(url: str) -> str:
    """The URL as dlt wants it: the socket's folder as the host, and a password, which nobody asks for."""
    parts = urlsplit(url)
    query = parse_qs(parts.query)
    return f"postgresql://{parts.username}:unused@{quote(query['host'][0], safe='')}:{query['port'][0]}{parts.path}"


def by_pandas(folder: Path, url: str, number: int, method: Any = None) -> None:
    """`to_sql` of the whole frame."""
    import pandas as pd
    from sqlalchemy import create_engine

    frame = pd.concat(pd.read_parquet(file) for file in sorted(folder.glob("*.parquet")))
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg2://"))
    name = f"pandas_{number}_{'copy' if method else 'plain'}"
    frame.to_sql(name, engine, schema="peers", if_exists="replace", index=False, chunksize=10_000, method=method)


def by_pandas_copy(folder: Path, url: str, number: int) -> None:
    """`to_sql` with a method that copies."""
    by_pandas(folder, url, number, _copy)


def _copy(table: Any, connection: Any, keys: list[str], rows: Any) -> None:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    buffer.seek(0)
    columns = ", ".join(f'"{key}"' for key in keys)
    with connection.connection.cursor() as cursor:
        cursor.copy_expert(f"copy {table.schema}.{table.name} ({columns}) from stdin with csv", buffer)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2])
