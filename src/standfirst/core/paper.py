"""Plain documents as PDF: a heading, blocks of lines, and a table of sums, in any script that the font has."""

from dataclasses import dataclass
from pathlib import Path

from fpdf import FPDF

_FONTS = Path(__file__).parent / "fonts"
_MARGIN = 22  # millimetres
_LINE = 5.2
_INK, _QUIET = 20, 100


@dataclass(frozen=True, slots=True)
class Sheet:
    """What stands on the paper, from above. `sums` are pairs of words and a sum; the last one is the total."""

    title: str
    above: tuple[str, ...] = ()
    addressee: tuple[str, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    sums: tuple[tuple[str, str], ...] = ()
    blocks: tuple[tuple[str, tuple[str, ...]], ...] = ()
    below: tuple[str, ...] = ()


def pdf_of(sheet: Sheet, *, language: str, right_to_left: bool = False) -> bytes:
    """One page or more of A4."""
    paper = _Paper(language=language, right_to_left=right_to_left)
    paper.lines(sheet.above, shade=_QUIET)
    paper.gap(10)
    paper.lines(sheet.addressee)
    paper.gap(14)
    paper.heading(sheet.title)
    paper.pairs(sheet.facts)
    paper.gap(6)
    paper.sums(sheet.sums)
    for name, lines in sheet.blocks:
        paper.gap(6)
        paper.lines((name,), style="B")
        paper.lines(lines)
    paper.gap(10)
    paper.lines(sheet.below, shade=_QUIET)
    return paper.finished()


class _Paper:
    """A4 with the pen where the next line begins."""

    def __init__(self, *, language: str, right_to_left: bool) -> None:
        self._pdf = FPDF(format="A4")
        self._start, self._end = ("R", "L") if right_to_left else ("L", "R")
        self._pdf.set_margin(_MARGIN)
        self._pdf.set_auto_page_break(True, _MARGIN)
        self._pdf.set_lang(language)
        self._pdf.add_font("sans", "", _FONTS / "DejaVuSans.ttf")
        self._pdf.add_font("sans", "B", _FONTS / "DejaVuSans-Bold.ttf")
        self._pdf.set_text_shaping(True)
        self._pdf.add_page()

    def _pen(self, style: str = "", size: float = 9.5, shade: int = _INK) -> None:
        self._pdf.set_font("sans", style, size)
        self._pdf.set_text_color(shade)

    def gap(self, height: float) -> None:
        self._pdf.ln(height)

    def heading(self, words: str) -> None:
        self._pdf.set_title(words)
        self._pen("B", 17)
        self._pdf.multi_cell(0, 9, words, align=self._start, new_x="LMARGIN", new_y="NEXT")
        self.gap(3)

    def lines(self, lines: tuple[str, ...], *, style: str = "", shade: int = _INK) -> None:
        self._pen(style, shade=shade)
        for line in lines:
            self._pdf.multi_cell(0, _LINE, line, align=self._start, new_x="LMARGIN", new_y="NEXT")

    def pairs(self, pairs: tuple[tuple[str, str], ...]) -> None:
        self.lines(tuple(f"{name}: {words}" for name, words in pairs))

    def sums(self, sums: tuple[tuple[str, str], ...]) -> None:
        for place, (words, figure) in enumerate(sums, start=1):
            is_total = place == len(sums)
            self._rule(_INK if is_total else 200)
            self._pen("B" if is_total else "")
            self._row(words, figure)

    def _rule(self, shade: int) -> None:
        self._pdf.set_draw_color(shade)
        y = self._pdf.get_y()
        self._pdf.line(_MARGIN, y, self._pdf.w - _MARGIN, y)
        self.gap(1.4)

    def _row(self, words: str, figure: str) -> None:
        """The words may take several lines; the sum stands at the first."""
        wide = self._pdf.epw - 40
        top, start = self._pdf.get_y(), _MARGIN if self._start == "L" else _MARGIN + 40
        self._pdf.set_x(start)
        self._pdf.multi_cell(wide, _LINE, words, align=self._start, new_x="LMARGIN", new_y="NEXT")
        below = self._pdf.get_y()
        self._pdf.set_xy(_MARGIN + wide if self._start == "L" else _MARGIN, top)
        self._pdf.cell(40, _LINE, figure, align=self._end)
        self._pdf.set_y(below + 1.4)

    def finished(self) -> bytes:
        return bytes(self._pdf.output())
