"""One value, one sequence of bytes: what is hashed and signed must not depend on who wrote it.

The form is a subset of RFC 8785 (JSON Canonicalization Scheme): keys in order, no spaces, UTF-8, no floating-point
numbers. A number with a fraction is written as text.
"""

import hashlib
import json
import re
from typing import Any

_SURROGATE = re.compile("[\ud800-\udfff]")


def canonical(value: Any) -> bytes:
    """*value* (of JSON's kinds, tuples counting as lists) as canonical bytes."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode()


def readable(value: Any) -> bytes:
    """The same value for people to read: keys in order, one a line, a line end last."""
    text = json.dumps(plain(value), ensure_ascii=False, sort_keys=True, indent=1)
    return _SURROGATE.sub(lambda match: f"\\u{ord(match[0]):04x}", text).encode() + b"\n"


def plain(value: Any) -> Any:
    """*value* with numbers made exact: whole ones as integers, others as text."""
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, float):
        return int(value) if value.is_integer() else repr(value)
    return value


def sha256(content: bytes) -> str:
    """SHA-256 of *content*, hexadecimal."""
    return hashlib.sha256(content).hexdigest()


def sha256_of_text(text: str) -> str:
    """SHA-256 of *text* as UTF-8, hexadecimal."""
    return sha256(text.encode("utf-8", "surrogatepass"))
