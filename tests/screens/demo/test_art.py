"""The drawings of the demo publication: sound, harmless, always the same, and one for every story."""

from io import BytesIO
from itertools import chain
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from standfirst.screens.demo import manuscripts
from standfirst.screens.demo.art import gallery
from standfirst.screens.demo.art.canvas import Canvas, number, regular, smooth, steps, wedge
from standfirst.screens.demo.art.catalogue import Room

SVG = "{http://www.w3.org/2000/svg}"
FLAT_SHAPES = {SVG + tag for tag in ("svg", "g", "rect", "circle", "ellipse", "path", "clipPath")}
KEYS = gallery.keys()
every_key = pytest.mark.parametrize("key", KEYS)


def size_of(key: str) -> tuple[int, int]:
    return gallery.SQUARE if key.startswith("portrait-") else gallery.LANDSCAPE


def offences(svg: str) -> list[str]:
    """What a drawing may not hold: anything but flat shapes, words, handlers and ways out."""
    found = []
    for element in ElementTree.fromstring(svg).iter():
        if element.tag not in FLAT_SHAPES:
            found.append(element.tag.removeprefix(SVG))
        if (element.text or "").strip() or (element.tail or "").strip():
            found.append("words")
        for name, value in element.attrib.items():
            leads_out = "url(" in value and not value.startswith("url(#")
            if leads_out or "href" in name or name.startswith("on") or name == "style":
                found.append(name)
    return found


@every_key
def test_a_drawing_is_made_of_flat_shapes_and_nothing_else(key: str) -> None:
    assert offences(gallery.svg(key)) == []


@pytest.mark.parametrize(
    ("inside", "offence"),
    [
        ("<script/>", "script"),
        ("<text>Hello</text>", "text"),
        ("<linearGradient/>", "linearGradient"),
        ('<g onload="go()"/>', "onload"),
        ('<g href="https://example.org/"/>', "href"),
        ('<rect fill="url(https://example.org/x)"/>', "fill"),
        ('<rect style="fill:red"/>', "style"),
    ],
)
def test_the_examination_sees_what_does_not_belong(inside: str, offence: str) -> None:
    assert offence in offences(f'<svg xmlns="http://www.w3.org/2000/svg">{inside}</svg>')


@every_key
def test_a_drawing_keeps_its_size_and_covers_its_ground(key: str) -> None:
    width, height = size_of(key)
    root = ElementTree.fromstring(gallery.svg(key))
    assert root.get("viewBox") == f"0 0 {width} {height}"
    ground = root[0]
    assert (ground.tag, ground.get("width"), ground.get("height")) == (SVG + "rect", str(width), str(height))


@every_key
def test_a_drawing_is_the_same_each_time(key: str) -> None:
    assert gallery.svg(key) == gallery.svg(key)


@every_key
def test_a_drawing_becomes_a_png_of_the_asked_width_without_holes(key: str) -> None:
    width, height = size_of(key)
    with Image.open(BytesIO(gallery.png(key, 240))) as image:
        assert image.format == "PNG"
        assert image.size == (240, 240 * height // width)
        assert image.convert("RGBA").getchannel("A").getextrema() == (255, 255)


def test_no_two_keys_show_the_same_drawing() -> None:
    drawings = [gallery.svg(key) for key in KEYS]
    assert len(set(drawings)) == len(drawings)


@pytest.mark.parametrize("make", [gallery.svg, lambda key: gallery.png(key, 100)])
def test_an_unknown_key_is_named_in_the_refusal(make: object) -> None:
    assert callable(make)
    with pytest.raises(gallery.UnknownPicture, match="no picture is drawn under the key “the-missing-cat”"):
        make("the-missing-cat")


def test_two_drawings_cannot_be_entered_under_one_key() -> None:
    room = Room()
    room.picture("a")(lambda c: c.ground("#000"))
    with pytest.raises(ValueError, match="two drawings are entered as a"):
        room.picture("a")(lambda c: c.ground("#fff"))


def test_every_picture_that_the_manuscripts_name_is_drawn() -> None:
    named = {author.portrait_key for author in manuscripts.authors()}
    for article in manuscripts.articles():
        named.add(article.picture.key)
        inside = chain.from_iterable(pictures_in(block) for block in article.blocks)
        named.update(picture.key for picture in inside)
    assert named - set(KEYS) == set()


def pictures_in(block: manuscripts.Block) -> tuple[manuscripts.PictureNote, ...]:
    if isinstance(block.value, manuscripts.PictureNote):
        return (block.value,)
    if block.kind == "gallery" and isinstance(block.value, dict):
        return tuple(block.value["pictures"])
    return ()


@given(st.floats(-5000, 5000))
def test_a_number_is_written_short_and_near_enough(value: float) -> None:
    written = number(value)
    assert abs(float(written) - value) <= 0.051
    assert written != "-0"
    assert not written.endswith(".0")


@pytest.mark.parametrize(
    ("outline", "expected"),
    [
        (smooth([(0, 0), (60, 0)]), "M0 0C10 0 50 0 60 0"),
        (wedge(0, 0, 10, 0, 90), "M0 0L10 0A10 10 0 0 1 0 10Z"),
        (wedge(0, 0, 10, 0, 270), "M0 0L10 0A10 10 0 1 1 0 -10Z"),
    ],
)
def test_outlines_are_written_as_paths(outline: str, expected: str) -> None:
    assert outline == expected


def test_points_are_spread_evenly() -> None:
    assert steps(0, 10, 3) == [0, 5, 10]
    assert len(regular(0, 0, 10, 7)) == 7


def test_a_group_is_closed_after_its_shapes() -> None:
    c = Canvas(100, 100, seed="a")
    with c.placed(10, 20, turn=30, scale=2, mirror=True), c.within("M0 0H10V10Z"):
        c.disc(0, 0, 5, "#000")
    root = ElementTree.fromstring(c.svg())
    assert root[0].get("transform") == "translate(10 20) rotate(30) scale(-2 2)"
    assert root[0][1][0].tag == SVG + "circle"
