"""The live page: a desk to write at, with marks while typing."""
