"""Where rules lie on disk."""

from pathlib import Path


def builtin_rules() -> Path:
    """The folder of the rules that come with the tool: inside the installed package, or beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "rules"
    return inside if inside.is_dir() else package.parent / "rules"


def rule_files(root: Path) -> list[Path]:
    """Every YAML file below *root*, in a fixed order."""
    return sorted(root.rglob("*.yaml"))
