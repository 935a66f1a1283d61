"""The terminal reporter: one screen a draft, readable without colour, safe for any text."""
