"""Writes the sample district's tables and boundaries from `facts/`, the same bytes each time."""
