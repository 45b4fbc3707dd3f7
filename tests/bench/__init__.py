"""Measures of the till against a bare floor, as ratios taken in one run."""
