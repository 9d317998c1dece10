"""Why something about newsletters cannot be done; each is a sentence for a person."""


class Refused(ValueError):
    """Nothing was changed. The sentence says why."""


class NotForYou(Refused):
    """The newsletter is for readers of another standing."""


class LinkIsOver(Refused):
    """The link was used, is too old, or never was one."""
