"""Reads a saved article page into plain values that a draft can be made of."""
