"""Standfirst: one account and one subscription for a publication's articles, comments, newsletters and interviews."""

__version__ = "2026.11.0"
