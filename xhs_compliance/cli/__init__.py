"""The command line: the only place that reads standard input, prints, writes files and exits."""
