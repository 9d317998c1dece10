"""What the sink does wrong, and when: said for single messages, or drawn by lot from a seed."""

import json
import random
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field

VERBS = ("connect", "EHLO", "MAIL", "RCPT", "DATA", "dot")


@dataclass(frozen=True)
class Fault:
    """`kind` says what:

    refuse      answer `verb` with `text`; `after` of 421 closes
    delay       wait `seconds` between the dot and its answer
    drop        close at `verb`: before anything is answered, and before a dot is logged
    swallow     log the message, then close without an answer
    leave       log and answer, then close
    half_close  log the message if `verb` is “dot”, shut down our side, and read on
    stall       answer `verb`, and read nothing from here on
    await_all   answer DATA with 354 although the recipient was refused with `text`
    say         answer `verb` with exactly `text`
    """

    kind: str
    verb: str = "dot"
    text: str = "451 4.3.0 not now"
    seconds: float = 0


@dataclass(frozen=True)
class Plan:
    """`at` has faults by the number of the MAIL command, from 1; `lot` has (share, fault) for all others; from `burst[0]`
    on, `burst[1]` messages in a row are refused with 454. `offers` is what EHLO says."""

    at: Mapping[int, Fault] = field(default_factory=dict)
    lot: tuple[tuple[float, Fault], ...] = ()
    burst: tuple[int, int] = (0, 0)
    seed: int = 0
    greeting: str = "220 sink ready"
    offers: tuple[str, ...] = ("PIPELINING", "SIZE 10485760", "8BITMIME")

    def fault(self, number: int) -> Fault | None:
        """Of the message with this number; always the same for the same seed."""
        if number in self.at:
            return self.at[number]
        first, length = self.burst
        if first <= number < first + length:
            return Fault("refuse", "MAIL", "454 4.7.0 too fast")
        throw = random.Random(f"{self.seed}:{number}").random() if self.lot else 1.0
        for share, fault in self.lot:
            if throw < share:
                return fault
            throw -= share
        return None


def written(plan: Plan) -> str:
    return json.dumps(asdict(plan))


def read(text: str) -> Plan:
    known = json.loads(text)
    known["at"] = {int(number): Fault(**fault) for number, fault in known["at"].items()}
    known["lot"] = tuple((share, Fault(**fault)) for share, fault in known["lot"])
    return Plan(**known | {"burst": tuple(known["burst"]), "offers": tuple(known["offers"])})
