"""Is a component of Airflow healthy? Exit status 0 or 1, for the health checks of docker-compose.yml.

It asks the API server, which sees the heartbeats of all: `airflow jobs check` would take seconds of processor time
every quarter of a minute, in each container.
"""

import json
import os
import sys
import urllib.request
from urllib.parse import urljoin

SECONDS = 8


def main() -> int:
    """Check the component that the command names: metadatabase (and the API server), scheduler, dag_processor, ..."""
    component = sys.argv[1]
    url = urljoin(os.environ["AIRFLOW__CORE__EXECUTION_API_SERVER_URL"], "/api/v2/monitor/health")
    direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))  # no proxy stands between the containers
    try:
        with direct.open(url, timeout=SECONDS) as answer:
            status = json.load(answer)[component]["status"]
    except (OSError, ValueError) as error:
        status = f"{url}: {error}"
    print(f"{component}: {status}")
    return 0 if status == "healthy" else 1


if __name__ == "__main__":
    sys.exit(main())
