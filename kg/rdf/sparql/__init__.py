"""SPARQL over a store: queries, their results, and the one update."""
