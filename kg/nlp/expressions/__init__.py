"""Expressions that rules read better than a model: times, quantities, ages; text in, values out."""
