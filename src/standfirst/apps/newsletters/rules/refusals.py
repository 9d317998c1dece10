"""Why something about newsletters cannot be done; each is a sentence for a person."""


class Refused(ValueError):
    """Nothing was changed. The sentence says why."""


class NotForYou(Refused):
    """The newsletter is for readers of another standing."""


class LinkIsOver(Refused):
    """The link was used, is too old, or never was one."""


class NothingNew(Refused):
    """An edition has nothing in it."""


class NotConfirmed(Refused):
    """Nobody has typed to how many people it goes."""


class NotReady(Refused):
    """An edition has faults that keep it from going out; `faults` are sentences."""

    def __init__(self, faults: tuple[str, ...]) -> None:
        super().__init__(" ".join(faults))
        self.faults = faults
