"""Loads the data package into SQLite, with the types, keys and references of its descriptor, and asks one question."""

import csv
import json
import sqlite3
import sys
from pathlib import Path

TYPES = {"integer": "INTEGER", "boolean": "TEXT"}

QUESTION = """
SELECT findings.id, figures.comparator, figures.value, figures.unit, citations.source_id, citations.locator
FROM findings
JOIN links ON links.record_id = findings.id AND links.field = 'figure_ids'
JOIN figures ON figures.id = links.target_id
JOIN citations ON citations.record_id = figures.id AND citations.path = 'citations[0]'
WHERE figures.lower > 200000 AND figures.upper IS NULL
ORDER BY findings.id, links.position
"""


def table(resource: dict) -> str:
    """Write the statement that makes the table of a resource."""
    schema = resource["schema"]
    parts = []
    for field in schema["fields"]:
        rules = field.get("constraints", {})
        column = f'"{field["name"]}" {TYPES.get(field["type"], "TEXT")}'
        column += " NOT NULL" if rules.get("required") else ""
        if "enum" in rules:
            column += f' CHECK ("{field["name"]}" IN ({", ".join(repr(term) for term in rules["enum"])}))'
        parts.append(column)
    if "primaryKey" in schema:
        parts.append(f"PRIMARY KEY ({', '.join(schema['primaryKey'])})")
    for key in schema.get("foreignKeys", []):
        other = key["reference"].get("resource", resource["name"])
        parts.append(f"FOREIGN KEY ({key['fields'][0]}) REFERENCES {other} (id) DEFERRABLE INITIALLY DEFERRED")
    return f"CREATE TABLE {resource['name']} ({', '.join(parts)}) STRICT"


folder = Path(sys.argv[1])
package = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
database = sqlite3.connect(":memory:", isolation_level=None)
database.execute("PRAGMA foreign_keys = ON")
database.execute("BEGIN")
for resource in package["resources"]:
    if resource.get("type") != "table":
        continue
    database.execute(table(resource))
    with (folder / resource["path"]).open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    places = ", ".join("?" for _ in resource["schema"]["fields"])
    database.executemany(
        f"INSERT INTO {resource['name']} VALUES ({places})", [[cell or None for cell in row] for row in rows]
    )
database.execute("COMMIT")

for row in database.execute(QUESTION):
    print(*row)
print(database.execute("PRAGMA foreign_key_check").fetchall())
try:
    database.execute("INSERT INTO links VALUES ('finding-not-served', 'figure_ids', 9, 'figure-nowhere')")
except sqlite3.IntegrityError as error:
    print(error)
