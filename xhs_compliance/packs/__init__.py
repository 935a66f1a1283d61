"""Rule packs: from YAML with every mistake pointed at, to rules ready to match."""
