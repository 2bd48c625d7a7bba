"""How fast and how steadily the server answers on a large store."""
