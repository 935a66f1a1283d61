"""The HTML reporter: one self-contained page a draft, and an index."""
