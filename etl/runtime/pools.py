"""The pools of Airflow that the DAGs name; without its pool a task never starts."""

# How many sources of listings are asked at a time, whatever runs; how often each host is, its token bucket says.
MARKETPLACE_POOL = "marketplaces"
MARKETPLACE_SLOTS = 3
MARKETPLACE_MEANING = "Các sàn được hỏi cùng lúc / sources of listings that are asked at a time"
