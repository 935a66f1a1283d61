"""Packs that installed packages bring along, found by entry point; none of their code is run."""

from importlib.util import find_spec
from pathlib import Path

from xhs_compliance.model.errors import UsageError, did_you_mean, with_hint
from xhs_compliance.model.words import Bilingual

GROUP = "xhs_compliance.packs"
"""The group of entry points: a name, and the folder of packs as ``package`` or ``package:folder``."""


def installed_packs(name: str) -> Path:
    """The folder of packs that an installed package offers under *name*.

    Raises:
        UsageError: when none does, or the folder is not there.

    """
    from importlib.metadata import entry_points

    offered = {entry.name: entry.value for entry in entry_points(group=GROUP)}
    if name not in offered:
        hint = did_you_mean(name, offered)
        raise UsageError(with_hint(f"没有装名叫“{name}”的规则包", f"no installed package offers packs {name!r}", hint))
    module, _, inside = offered[name].replace(" ", "").partition(":")
    top, *below = module.split(".")
    spec = find_spec(top)
    found = list(spec.submodule_search_locations or ()) if spec else []
    folder = Path(found[0], *below, *inside.split(".")) if found else None
    if folder is None or not folder.is_dir():
        message = Bilingual(
            f"规则包“{name}”说的文件夹 {offered[name]} 不在", f"packs {name!r}: {offered[name]} is not a folder"
        )
        raise UsageError(message)
    return folder
