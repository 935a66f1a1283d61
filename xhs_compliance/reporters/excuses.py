"""Why something was let go, in a reader's words (``rules/excuses.yaml``)."""

from collections.abc import Mapping
from functools import cache

from xhs_compliance.model.words import Bilingual
from xhs_compliance.packs.files import builtin_rules

_UNNAMED = Bilingual("上下文另有所指（{name}）", "{name}")


def excuse_words(name: str) -> Bilingual:
    """What to say of an excuse, to go on after "because".

    Args:
        name: the excuse, as a pack names it (``told-by-doctor``).

    Returns:
        its words; for an excuse we have none for (a pack of one's own) its name.

    """
    known = _phrases().get(name)
    if known is not None:
        return known
    return Bilingual(_UNNAMED.zh.format(name=name), _UNNAMED.en.format(name=name.replace("-", " ")))


@cache
def _phrases() -> Mapping[str, Bilingual]:
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    file = builtin_rules() / "excuses.yaml"
    content: dict[str, dict[str, dict[str, str]]] = yaml.load(file.read_bytes(), Loader=loader)  # noqa: S506 - safe
    return {name: Bilingual(said["zh"], said["en"]) for name, said in content["excuses"].items()}
