"""Many drafts at once: shards in, Arrow in between, one answer for every draft whatever is killed on the way."""
