"""What the front counts of itself; read by the metrics page."""

from dataclasses import dataclass


@dataclass(slots=True)
class Counters:
    """Counts since this process started; `entries` and `bytes` are what is held now."""

    hits: int = 0
    misses: int = 0
    renders: int = 0
    coalesced: int = 0
    stale: int = 0
    failures: int = 0
    evictions: int = 0
    purges: int = 0
    renewed_passes: int = 0
    refused_passes: int = 0
    bus_breaks: int = 0
    entries: int = 0
    bytes: int = 0
