"""File names of pages: safe on every system, and the same for the same draft in every run."""

import hashlib
import re
from collections import Counter
from collections.abc import Iterable

_UNSAFE = re.compile(r"[^0-9A-Za-z一-鿿]+")
_LONGEST = 40


def page_names(ids: Iterable[str]) -> tuple[str, ...]:
    """One file name for each draft id, in order.

    A name is the readable end of the id and a digest of all of it, so that ``../a`` and ``a`` differ and neither leaves
    the folder. Drafts that share an id are told apart by a number.
    """
    seen: Counter[str] = Counter()
    names: list[str] = []
    for draft_id in ids:
        name = _name(draft_id)
        seen[name] += 1
        names.append(f"{name}.html" if seen[name] == 1 else f"{name}-{seen[name]}.html")
    return tuple(names)


def _name(draft_id: str) -> str:
    readable = _UNSAFE.sub("-", draft_id)[-_LONGEST:].strip("-") or "draft"
    digest = hashlib.sha256(draft_id.encode("utf-8", "surrogatepass")).hexdigest()
    return f"{readable}-{digest[:10]}"
