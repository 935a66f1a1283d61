"""The web application: the live page and the HTTP API, on this machine."""
