"""How well the language model reads, layer by layer, on development sets."""
