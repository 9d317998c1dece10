"""A shared cache that misbehaves in every way that was seen in the wild; it never looks at cookies to tell people apart."""

from dataclasses import dataclass, field

from tests.trust.site import Answer, Front

EXTENSIONS = (
    "css",
    "js",
    "png",
    "jpg",
    "gif",
    "svg",
    "ico",
    "woff2",
    "webp",
    "avif",
    "json",
    "xml",
    "txt",
    "pdf",
    "html",
)
MISBEHAVIOURS = (
    "keeps what is not forbidden",
    "ignores Vary",
    "drops the query",
    "keeps by extension",
    "keeps failures",
    "merges HEAD and GET",
    "reads headers in one case",
    "keeps answers with cookies",
)
Key = tuple[str, ...]


@dataclass
class HostileCache:
    """Stands before a front. `asked` and `hits` count; a hit is an answer given without the front."""

    front: Front
    misbehaviour: str
    kept: dict[Key, Answer] = field(default_factory=dict)
    varies: dict[str, str] = field(default_factory=dict)
    asked: int = 0
    hits: int = 0

    def __post_init__(self) -> None:
        assert self.misbehaviour in MISBEHAVIOURS

    def ask(self, path: str, *, reader: str = "", method: str = "GET") -> Answer:
        """As the front would be asked, but perhaps answered from what somebody else was given."""
        self.asked += 1
        found = self.kept.get(self._key(path, reader, method))
        if found is not None:
            self.hits += 1
            return found
        answer = self.front.ask(path, reader=reader, method=method)
        self.varies[path] = answer.header("vary")
        if self._keeps(path, method, answer):
            self.kept[self._key(path, reader, method)] = self._as_kept(answer)
        return answer

    def _key(self, path: str, reader: str, method: str) -> Key:
        plain = path.partition("?")[0] if self.misbehaviour == "drops the query" else path
        method = "GET" if self.misbehaviour == "merges HEAD and GET" else method
        cookie = reader if self._heeds_vary(path) else ""
        return plain, method, cookie

    def _heeds_vary(self, path: str) -> bool:
        """Only for what says so, and only where cookies are named at all."""
        return self.misbehaviour != "ignores Vary" and "cookie" in self.varies.get(path, "").lower()

    def _keeps(self, path: str, method: str, answer: Answer) -> bool:
        if method not in {"GET", "HEAD"} or answer.status in {206, 304}:
            return False
        if self.misbehaviour == "keeps by extension" and _has_extension(path):
            return True
        if answer.header("set-cookie") and self.misbehaviour != "keeps answers with cookies":
            return False
        if answer.status != 200 and self.misbehaviour != "keeps failures":
            return False
        return not any(word in self._control(answer) for word in ("private", "no-store"))

    def _control(self, answer: Answer) -> str:
        """One of them knows the name only in lower case, as HTTP/2 writes it, and the words as they are written."""
        if self.misbehaviour == "reads headers in one case":
            return ", ".join(value for name, value in answer.headers if name == "cache-control")
        return answer.header("cache-control").lower()

    def _as_kept(self, answer: Answer) -> Answer:
        headers = [pair for pair in answer.headers if pair[0].lower() != "set-cookie"]
        return Answer(answer.status, headers, answer.body)


def _has_extension(path: str) -> bool:
    last = path.partition("?")[0].rpartition("/")[2]
    return last.rpartition(".")[2].lower() in EXTENSIONS and "." in last
