"""Reading text: what was meant however it was spelled, where sentences end, how a word can be disguised."""
