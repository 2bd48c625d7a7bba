"""Readers of the corpora, all into one record, `document.Document`."""
