"""What Word and Excel files are made of: opened safely, walked in order, written back. Needs the extra [office]."""
