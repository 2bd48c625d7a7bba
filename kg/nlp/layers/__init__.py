"""What the language model writes into a Doc, one layer of annotation per module."""
