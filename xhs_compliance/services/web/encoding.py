"""JSON for the wire: compact, and whole even where a draft holds half of a surrogate pair."""

import json
from typing import Any

import msgspec.json


def encode(content: Any) -> bytes:
    """*content* as JSON in UTF-8."""
    try:
        return msgspec.json.encode(content)
    except UnicodeEncodeError:
        return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()
