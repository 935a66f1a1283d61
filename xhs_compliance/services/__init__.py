"""Services: what runs for longer than one command."""
