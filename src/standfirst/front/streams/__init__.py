"""Streams: what happens in a room goes to everybody who watches it, the same bytes to all, as server-sent events."""
