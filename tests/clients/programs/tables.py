"""DuckDB reads the tables by their addresses, in ranges."""

import sys
from pathlib import Path

import duckdb
import duckdb_ext

SITE = sys.argv[1]
[extension] = Path(duckdb_ext.__path__[0]).rglob("httpfs.duckdb_extension")
duckdb.sql(f"LOAD '{extension}'")
duckdb.sql("CALL enable_logging('HTTP')")
files = f"{SITE}/data/files"
counts = {
    "statements.csv": duckdb.sql(f"SELECT count(*) FROM read_csv('{files}/statements.csv')"),
    "statements.jsonl.gz": duckdb.sql(f"SELECT count(*) FROM read_json('{files}/statements.jsonl.gz')"),
}
names = duckdb.sql(f"SELECT unnest(resources).path FROM read_json('{files}/datapackage.json')").fetchall()
if ("statements.parquet",) in names:
    counts["statements.parquet"] = duckdb.sql(f"SELECT count(*) FROM read_parquet('{files}/statements.parquet')")
found = {name: count.fetchone()[0] for name, count in counts.items()}
assert len(set(found.values())) == 1, found
assert found["statements.csv"] > 10, found
statuses = duckdb.sql("SELECT DISTINCT response.status FROM duckdb_logs_parsed('HTTP') WHERE request.type = 'GET'")
assert statuses.fetchall() == [("PartialContent_206",)], statuses
print(found)
