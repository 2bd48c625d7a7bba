"""Candidates → relations and attributes: by the model, by the lexicon, by figures."""
