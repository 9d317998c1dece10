"""`python -m bench` measures the house, `… comments` reading conversations, `… posting` writing in them, `… words` listed words,
`… wire` newsletters on their way to a mail server, `… ledger` the same out of the ledger, `… interviews` those who watch one,
`… demo-time` the start of `make demo`."""

import argparse
import sys
import time
from contextlib import ExitStack
from datetime import UTC, datetime

import psutil

from bench import demo_time, house, results, wire, words
from bench.results import Row

BUSY = 0.5  # of the machine, by others, before anything of ours runs


def main() -> int:
    """Exit status 1 when a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m bench", description="Measure beside a reference.")
    parser.add_argument(
        "what",
        nargs="?",
        choices=["house", "demo-time", "comments", "posting", "words", "wire", "ledger", "interviews"],
        default="house",
    )
    parser.add_argument("--fresh", action="store_true", help="load the measured publication anew")
    chosen = parser.parse_args()
    _warn_when_busy()
    match chosen.what:
        case "demo-time":
            rows = demo_time.measure()
        case "wire":
            _say("Newsletters of 30 KB beside smtp-source")
            rows = wire.measure()
        case "ledger":
            rows = measure_ledger(fresh=chosen.fresh)
        case "comments":
            rows = measure_comments(fresh=chosen.fresh)
        case "posting":
            rows = measure_posting(fresh=chosen.fresh)
        case "interviews":
            rows = measure_interviews(fresh=chosen.fresh)
        case "words":
            rows = words.measure()
        case _:
            rows = measure_house(fresh=chosen.fresh)
    print(f"\n{results.table(rows)}\n", flush=True)
    results.keep(rows, now=datetime.now(UTC))
    print(f"Written to {results.FILE.relative_to(results.FILE.parents[1])}.")
    return int(any(row.met is False for row in rows))


def measure_house(*, fresh: bool) -> list[Row]:
    """Everything but the start from a clean clone."""
    _say("Opening the publication (its first loading takes a minute)")
    with house.opened(fresh=fresh):
        # Their modules read models, so Django has to be set up before they are imported.
        from bench import article, memory, promptness, renders, shared_pages, weight

        subject, watching = article.subject(), article.watching()
        _say("Rendering beside a bare Wagtail page")
        rows = renders.measure(subject, watching)
        _say("Shared pages beside nginx")
        rows = [*shared_pages.measure(subject, watching), *rows]
        with ExitStack() as stack:
            fronts = [stack.enter_context(house.front()) for _ in range(2)]
            cold = memory.cold(fronts[0])
            _say("Weight of a page, publishing and standing on two fronts")
            rows += weight.measure(fronts[0], subject, watching)
            rows += promptness.measure(fronts, subject)
            return [*rows, cold, memory.warm(fronts[0], watching)]


def measure_comments(*, fresh: bool) -> list[Row]:
    """What reading a conversation costs, however long it is."""
    _say("Opening the publication (its first loading takes a minute)")
    with house.opened(fresh=fresh):
        # Their modules read models, so Django has to be set up before they are imported.
        from bench import article, plans

        _say("Conversations of 100, 1,000 and 100,000 comments")
        return plans.measure(article.watching())


def measure_posting(*, fresh: bool) -> list[Row]:
    """How many comments a second are taken, beside Isso."""
    _say("Opening the publication (its first loading takes a minute)")
    with house.opened(fresh=fresh):
        from bench import posting

        _say("Subscribers post comments, here and with Isso")
        return posting.measure()


def measure_ledger(*, fresh: bool) -> list[Row]:
    """What the books of a sending cost."""
    _say("Opening the publication (its first loading takes a minute)")
    with house.opened(fresh=fresh):
        from bench import ledger

        _say("Making those who have signed up")
        ledger.furnish()
        _say("Newsletters of 30 KB out of the ledger, beside smtp-source")
        return ledger.measure()


def measure_interviews(*, fresh: bool) -> list[Row]:
    """What it costs that many watch."""
    _say("Opening the publication (its first loading takes a minute)")
    with house.opened(fresh=fresh):
        from bench import interviews

        _say("Ten thousand watch an interview")
        return interviews.measure()


def _warn_when_busy() -> None:
    busy = psutil.cpu_percent(interval=1.0) / 100
    if busy > BUSY:
        _say(f"Other programs keep {busy:.0%} of this machine busy: the figures will suffer")
        time.sleep(1)


def _say(what: str) -> None:
    print(f"{what} …", flush=True)


if __name__ == "__main__":
    sys.exit(main())
