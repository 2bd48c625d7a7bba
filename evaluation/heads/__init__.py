"""How well each of the graph's heads does by itself on gold articles."""
