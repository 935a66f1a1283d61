"""After publication: receipts, comparing a live note with them, the file kept for years, notices and account readiness."""
