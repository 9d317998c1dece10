"""Measurements beside a reference of the same run; `make bench` prints them as a table."""
