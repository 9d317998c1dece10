"""A file beside the memory in which comments lie while they are put in order: parents first, page by page."""

import sqlite3
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby, islice
from pathlib import Path
from typing import Self

from standfirst.apps.comments.rules.comment_import import Flaw, Found, Page, Person, Piece, Standing

_TABLES = """
    CREATE TABLE page (key TEXT PRIMARY KEY, address TEXT, article INTEGER) WITHOUT ROWID;
    CREATE TABLE person (key TEXT PRIMARY KEY, name TEXT, email TEXT, proven INTEGER) WITHOUT ROWID;
    CREATE TABLE found (
        key TEXT PRIMARY KEY, page TEXT, parent TEXT, person TEXT, name TEXT, email TEXT, proven INTEGER, html TEXT,
        standing TEXT, written REAL, level INTEGER
    );
    CREATE TABLE place (key TEXT PRIMARY KEY, article INTEGER, id INTEGER, depth INTEGER, parent INTEGER, author INTEGER)
        WITHOUT ROWID;
"""
_INDEXES = """
    CREATE INDEX found_parent ON found (parent);
    CREATE INDEX found_page ON found (page, level, written, key);
    CREATE INDEX found_level ON found (level, written, key);
    CREATE INDEX page_article ON page (article);
"""
# Everything below a start, each once, as no comment has two parents.
_WALK = """
    WITH RECURSIVE walk (key, level) AS (
        SELECT key, 0 FROM found WHERE level = 0 AND key IN ({starts})
        UNION ALL SELECT under.key, walk.level + 1 FROM walk JOIN found AS under ON under.parent = walk.key
        WHERE under.level IS NULL
    )
    UPDATE found SET level = walk.level FROM walk WHERE found.key = walk.key AND found.level IS NULL
"""
_ROWS = """
    SELECT found.key, parent, COALESCE(person.name, found.name), COALESCE(person.email, found.email),
           COALESCE(person.proven, found.proven), html, standing, written, level
    FROM page JOIN found ON found.page = page.key LEFT JOIN person ON person.key = found.person AND found.person <> ''
    WHERE page.article = ? ORDER BY level, written, found.key
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A comment that waits to be brought in."""

    key: str
    parent: str
    author: Person
    html: str
    standing: Standing
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The comment here that stands for one of the file: itself, or where it is not seen, what is above it."""

    id: int
    depth: int
    parent_id: int | None
    author_id: int | None


class Spool:
    """Everything of one file."""

    def __init__(self, path: Path) -> None:
        self._base = sqlite3.connect(path, isolation_level=None)
        self._base.executescript(f"PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; {_TABLES} BEGIN;")

    @classmethod
    @contextmanager
    def opened(cls) -> Iterator[Self]:
        """Gone at the end."""
        with tempfile.TemporaryDirectory(prefix="standfirst-comments-") as folder:
            spool = cls(Path(folder) / "spool")
            try:
                yield spool
            finally:
                spool._base.close()

    def fill(self, pieces: Iterable[Piece]) -> Counter[str]:
        """What was found, and what was not as it should be."""
        told: Counter[str] = Counter()
        for piece in pieces:
            match piece:
                case Found():
                    told["found" if self._keep(piece) else "twice"] += 1
                case Flaw(reason=reason):
                    told[reason] += 1
                case Page():
                    self._base.execute(
                        "INSERT OR IGNORE INTO page VALUES (?, ?, NULL)", (piece.key, piece.address)
                    )
                case Person():
                    row = (piece.key, piece.name, piece.email, piece.is_proven)
                    self._base.execute("INSERT OR IGNORE INTO person VALUES (?, ?, ?, ?)", row)
        return told + self._arrange()

    def _keep(self, found: Found) -> bool:
        author = found.author
        row = (
            found.key, found.page, found.parent, author.key, author.name, author.email, author.is_proven, found.html,
            found.standing, found.written_at.timestamp(),
        )  # fmt: skip
        kept = self._base.execute(
            "INSERT OR IGNORE INTO found VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, NULL)", row
        )
        return kept.rowcount == 1

    def _arrange(self) -> Counter[str]:
        """How far below its first parent each stands; of those who answer each other in a ring, the oldest is first."""
        self._base.executescript(_INDEXES)
        self._base.execute("UPDATE found SET level = 0 WHERE parent NOT IN (SELECT key FROM found)")
        self._base.execute(_WALK.format(starts="SELECT key FROM found WHERE level = 0"))
        rings = 0
        while oldest := self._one("SELECT key FROM found WHERE level IS NULL ORDER BY written, key LIMIT 1"):
            self._base.execute("UPDATE found SET level = 0, parent = '' WHERE key = ?", oldest)
            self._base.execute(_WALK.format(starts="?"), oldest)
            rings += 1
        lost = self._one("SELECT count(*) FROM found WHERE level = 0 AND parent <> ''")
        return Counter({"rings": rings, "parent_missing": lost[0] if lost else 0})

    def addresses(self) -> list[tuple[str, str]]:
        """Keys and addresses of the pages that have comments."""
        return self._base.execute(
            "SELECT key, address FROM page WHERE EXISTS (SELECT 1 FROM found WHERE page = page.key) ORDER BY key"
        ).fetchall()

    def match(self, page: str, article_id: int) -> None:
        """The page of this key is that article."""
        self._base.execute("UPDATE page SET article = ? WHERE key = ?", (article_id, page))

    def count_unmatched(self) -> int:
        """Comments under pages that are no article here."""
        return sum(self.unmatched(most=-1).values())

    def unmatched(self, *, most: int) -> dict[str, int]:
        """Addresses, or keys, of pages that are no article here, with the number of their comments."""
        return dict(
            self._base.execute(
                """SELECT COALESCE(NULLIF(page.address, ''), found.page), count(*) AS comments
                   FROM found LEFT JOIN page ON page.key = found.page WHERE page.article IS NULL
                   GROUP BY 1 ORDER BY comments DESC, 1 LIMIT ?""", (most,),
            )
        )  # fmt: skip

    def articles(self) -> list[int]:
        """Which have comments here."""
        found = self._base.execute(
            "SELECT DISTINCT article FROM page WHERE article IS NOT NULL ORDER BY article"
        )
        return [row[0] for row in found]

    def batches(self, article_id: int, *, size: int) -> Iterator[list[Waiting]]:
        """Those of an article; what is above one of them was in an earlier batch."""
        rows = self._base.execute(_ROWS, (article_id,))
        for _, level in groupby(rows, key=lambda row: row[-1]):
            while batch := [_waiting(row) for row in islice(level, size)]:
                yield batch

    def place_of(self, key: str, *, article_id: int) -> Place | None:
        """What stands here for a comment of the file, if it is in the same conversation."""
        row = self._one(
            "SELECT id, depth, parent, author FROM place WHERE key = ? AND article = ?", (key, article_id)
        )
        return Place(id=row[0], depth=row[1], parent_id=row[2], author_id=row[3]) if row else None

    def put(self, key: str, place: Place, *, article_id: int) -> None:
        """Remember what stands for it."""
        row = (key, article_id, place.id, place.depth, place.parent_id, place.author_id)
        self._base.execute("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?, ?)", row)

    def _one(self, query: str, values: tuple[object, ...] = ()) -> tuple[int, ...] | None:
        row: tuple[int, ...] | None = self._base.execute(query, values).fetchone()
        return row


def _waiting(row: tuple[str, str, str, str, int, str, str, float, int]) -> Waiting:
    key, parent, name, email, proven, html, standing, written, _ = row
    return Waiting(
        key=key,
        parent=parent,
        author=Person(name=name, email=email, is_proven=bool(proven)),
        html=html,
        standing=Standing(standing),
        written_at=datetime.fromtimestamp(written, UTC),
    )
