"""Elements of a drawing, and the drawing as text."""

from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring


@dataclass(frozen=True, slots=True)
class Frame:
    """What a drawing is called. `key` is unique on its page; `about` says in a sentence what is to be seen."""

    key: str
    title: str
    about: str
    from_the_right: bool = False

    @property
    def direction(self) -> str:
        return "rtl" if self.from_the_right else "ltr"

    def across(self, share: float, width: float = 0.0) -> str:
        """Where something begins that is `width` wide, both as shares of the whole; mirrored where one reads from the right."""
        return per_cent(1 - share - width if self.from_the_right else share)


def drawing(frame: Frame, *, height: float) -> Element:
    """An empty one, with its name and what it shows for those who do not see it."""
    ids = {"title": f"{frame.key}-title", "desc": f"{frame.key}-about"}
    svg = Element(
        "svg",
        {"class": "plot", "role": "img", "width": "100%", "height": number(height), "direction": frame.direction,
         "aria-labelledby": " ".join(ids.values()), "focusable": "false"},
    )  # fmt: skip
    for tag, text in (("title", frame.title), ("desc", frame.about)):
        SubElement(svg, tag, {"id": ids[tag]}).text = text
    return svg


def add(parent: Element, tag: str, text: str = "", **attributes: str) -> Element:
    """`class_` is the attribute class, `stroke_width` is stroke-width, and so on."""
    found = SubElement(
        parent, tag, {name.rstrip("_").replace("_", "-"): value for name, value in attributes.items()}
    )
    found.text = text or None
    return found


def number(value: float) -> str:
    """Short, and never an exponent."""
    return f"{value:.2f}".rstrip("0").rstrip(".")


def per_cent(share: float) -> str:
    """A share of the whole width."""
    return f"{number(100 * share)}%"


def as_text(svg: Element) -> str:
    """Markup in which whatever was given as words is words."""
    return tostring(svg, encoding="unicode")
