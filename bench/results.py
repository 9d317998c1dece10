"""What was measured: rows with their reference and goal, as a table and as `bench/results.json`."""

import json
import platform
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import psutil

FILE = Path(__file__).with_name("results.json")
HEADS = ("what", "figure", "reference", "ratio", "goal", "met")


@dataclass(frozen=True, slots=True)
class Goal:
    """A limit for the ratio where the row has a reference, else for the figure."""

    limit: float
    at_least: bool = False
    unit: str = ""

    def is_met(self, value: float) -> bool:
        return value >= self.limit if self.at_least else value <= self.limit

    def __str__(self) -> str:
        return f"{'≥' if self.at_least else '≤'} {self.limit:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. Without a goal it stands for the record; without a figure it was not measured."""

    what: str
    unit: str
    figure: float | None = None
    reference: float | None = None
    reference_name: str = ""
    goal: Goal | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        return self.figure / self.reference if self.figure is not None and self.reference else None

    @property
    def met(self) -> bool | None:
        value = self.ratio if self.reference_name else self.figure
        return self.goal.is_met(value) if self.goal and value is not None else None

    def cells(self) -> tuple[str, ...]:
        """The row as text, in the order of HEADS."""
        reference = f"{_amount(self.reference, self.unit)} {self.reference_name}" if self.reference else ""
        ratio = f"{self.ratio:.2f}" if self.ratio is not None else ""
        goal = str(self.goal) if self.goal else ""
        return (self.what, _amount(self.figure, self.unit), reference, ratio, goal, _verdict(self))


def _amount(value: float | None, unit: str) -> str:
    if value is None:
        return "not measured"
    number = f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"
    return f"{number}{unit}"


def _verdict(row: Row) -> str:
    if row.figure is None:
        return row.note
    return f"{ {None: '', True: 'yes', False: 'NO'}[row.met] } {row.note}".strip()


def table(rows: Sequence[Row]) -> str:
    """The rows in columns."""
    lines = [HEADS, *(row.cells() for row in rows)]
    widths = [max(len(line[place]) for line in lines) for place in range(len(HEADS))]
    texts = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]
    texts.insert(1, "  ".join("─" * width for width in widths))
    return "\n".join(text.rstrip() for text in texts)


def keep(rows: Iterable[Row], *, now: datetime, file: Path = FILE) -> None:
    """Write the rows into the file; what it holds of other measurements stays."""
    known = json.loads(file.read_text())["rows"] if file.exists() else []
    fresh = {row.what: _written(row, now) for row in rows}
    kept = [fresh.pop(old["what"], old) for old in known]
    content = {"machine": machine(), "rows": [*kept, *fresh.values()]}
    file.write_text(json.dumps(content, indent=1, ensure_ascii=False) + "\n")


def _written(row: Row, now: datetime) -> dict[str, Any]:
    goal = str(row.goal) if row.goal else None
    ratio = round(row.ratio, 3) if row.ratio is not None else None
    return {
        **asdict(row),
        "goal": goal,
        "ratio": ratio,
        "met": row.met,
        "measured_at": f"{now:%Y-%m-%d %H:%M}Z",
    }


def machine() -> dict[str, Any]:
    """Where it was measured, as far as it matters."""
    return {
        "python": platform.python_version(),
        "system": platform.system(),
        "processor": _processor(),
        "cores": psutil.cpu_count(),
        "memory_gib": round(psutil.virtual_memory().total / 2**30, 1),
    }


def _processor() -> str:
    about = Path("/proc/cpuinfo")
    lines = about.read_text().splitlines() if about.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return names[0] if names else platform.processor()
