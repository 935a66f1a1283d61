"""The gate: one request in, one answer out, the same for every surface (HTTP, agents)."""
