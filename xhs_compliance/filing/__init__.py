"""After publication: receipts, live notes held against them, the file kept for years, notices, account readiness."""
