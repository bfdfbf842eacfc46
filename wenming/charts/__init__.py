"""Figures: frames in, Plotly figure out; one module a page, and the look they share."""
