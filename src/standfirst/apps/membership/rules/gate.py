"""The gate: who gets what of an article. Plain Python, fails closed."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Protocol, TypeVar

from standfirst.core.viewer import Standing

GATE_LINE = "gate_line"
PLANS = "plans"  # the purge tag of pages that show the plans on sale
PARAGRAPH = "paragraph"
DEFAULT_PREVIEW_PARAGRAPHS = 2


class Access(StrEnum):
    """Who may read the whole of an article."""

    OPEN = "open"
    REGISTERED = "registered"
    SUBSCRIBERS = "subscribers"


_ADMITTED = {
    Access.OPEN: {Standing.VISITOR, Standing.REGISTERED, Standing.SUBSCRIBER},
    Access.REGISTERED: {Standing.REGISTERED, Standing.SUBSCRIBER},
    Access.SUBSCRIBERS: {Standing.SUBSCRIBER},
}


class Block(Protocol):
    """One block of a text; `block_type` names its kind."""

    @property
    def block_type(self) -> str: ...


BlockT_co = TypeVar("BlockT_co", bound=Block, covariant=True)


class Gated(Protocol[BlockT_co]):
    """What the gate asks of an article. Only the gate calls `gated_blocks`."""

    @property
    def id(self) -> int: ...
    @property
    def access(self) -> str: ...
    @property
    def standfirst(self) -> str: ...
    @property
    def word_count(self) -> int: ...
    @property
    def preview_word_count(self) -> int: ...
    def gated_blocks(self) -> Sequence[BlockT_co]: ...


@dataclass(frozen=True, slots=True)
class Grant:
    """Leave to read one article whole, whoever asks. Only actions of this app make one."""

    article_id: int


@dataclass(frozen=True, slots=True)
class Whole(Generic[BlockT_co]):
    """Everything, for those who may read it; before the block `gate_at` others stop (0: nobody does)."""

    standfirst: str
    blocks: tuple[BlockT_co, ...]
    gate_at: int = 0


@dataclass(frozen=True, slots=True)
class Preview(Generic[BlockT_co]):
    """What everybody may read, and what would open the rest."""

    standfirst: str
    blocks: tuple[BlockT_co, ...]
    opens_for: Access
    words_shown: int
    words_total: int


def may_read_whole(*, access: str, standing: Standing) -> bool:
    """An access level that nobody knows admits nobody."""
    try:
        return standing in _ADMITTED[Access(access)]
    except ValueError:
        return False


def readable_access(standing: Standing) -> tuple[Access, ...]:
    """The access levels whose whole text this standing may read."""
    return tuple(access for access, admitted in _ADMITTED.items() if standing in admitted)


def blocks_above_the_gate(blocks: Sequence[BlockT_co]) -> tuple[BlockT_co, ...]:
    """The blocks before the gate line; without one, two paragraphs, but never more than half of the text."""
    for place, block in enumerate(blocks):
        if block.block_type == GATE_LINE:
            return tuple(blocks[:place])
    paragraphs = [place for place, block in enumerate(blocks) if block.block_type == PARAGRAPH]
    shown = min(DEFAULT_PREVIEW_PARAGRAPHS, len(paragraphs) // 2)
    return tuple(blocks[: paragraphs[shown - 1] + 1]) if shown else ()


def is_granted(article: Gated[BlockT_co], grant: Grant | None) -> bool:
    """Whether the leave is for this very article; an access level that nobody knows stays closed."""
    return grant is not None and article.id == grant.article_id and article.access in set(Access)


def view_of(
    article: Gated[BlockT_co], standing: Standing, *, grant: Grant | None = None
) -> Whole[BlockT_co] | Preview[BlockT_co]:
    """The only way to an article's text."""
    blocks = article.gated_blocks()
    if may_read_whole(access=article.access, standing=standing) or is_granted(article, grant):
        whole = tuple(block for block in blocks if block.block_type != GATE_LINE)
        gate_at = 0 if article.access == Access.OPEN else len(blocks_above_the_gate(blocks))
        return Whole(standfirst=article.standfirst, blocks=whole, gate_at=gate_at)
    known = article.access in set(Access)
    return Preview(
        standfirst=article.standfirst,
        blocks=blocks_above_the_gate(blocks) if known else (),
        opens_for=Access(article.access) if known else Access.SUBSCRIBERS,
        words_shown=article.preview_word_count if known else 0,
        words_total=article.word_count,
    )
