"""A mail server for tests and measurements that keeps its own log and misbehaves by plan; `python -m tests.sink` runs it."""
