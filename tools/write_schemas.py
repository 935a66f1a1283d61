"""Write docs/schema/*.schema.json from the table of the rule language, and those of what the tool answers.

python tools/write_schemas.py           write them
python tools/write_schemas.py --check   exit 1 when one is not what the table says
"""

import json
import sys
from pathlib import Path

from xhs_compliance.packs.json_schema import SCHEMAS, schema_of
from xhs_compliance.reporters.schema import OUTPUT_SCHEMAS, output_schema

FOLDER = Path(__file__).resolve().parent.parent / "docs" / "schema"


def rendered(kind: str) -> str:
    """The text of one schema file."""
    schema = output_schema(kind) if kind in OUTPUT_SCHEMAS else schema_of(kind)
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> int:
    """Write or check; the exit code."""
    stale = []
    for kind in (*SCHEMAS, *OUTPUT_SCHEMAS):
        path = FOLDER / f"{kind}.schema.json"
        if path.exists() and path.read_text(encoding="utf-8") == rendered(kind):
            continue
        stale.append(path.name)
        if "--check" not in sys.argv[1:]:
            FOLDER.mkdir(parents=True, exist_ok=True)
            path.write_text(rendered(kind), encoding="utf-8", newline="\n")
    print("\n".join(stale) or "up to date")
    return 1 if stale and "--check" in sys.argv[1:] else 0


if __name__ == "__main__":
    sys.exit(main())
