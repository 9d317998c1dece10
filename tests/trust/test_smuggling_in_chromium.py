"""What strangers write does nothing in a real browser, although its content security policy is switched off."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO

import pytest
from django.conf import settings
from PIL import Image, ImageChops
from playwright.sync_api import Browser, Dialog, Page, Route
from pytest_django import DjangoDbBlocker

from tests.journeys.browser import chromium
from tests.trust.smuggling import TURNING
from tests.trust.staging import FEW, NEIGHBOUR, ODD_BODIES, Scene, staged

FEW_TYPED = "\n\n".join(each.replace("\x00", "") for each in FEW)[:15_000]
ELSEWHERE = re.compile(r"^(?!https?://127\.0\.0\.1[:/]|about:|data:|blob:)")
# Whatever calls is heard, also where it would have asked or gone away.
LISTEN = "window.heard = []; window.alert = window.prompt = window.confirm = (...said) => { heard.push(String(said)); }; window.name = 'alert(1)';"
ODD = """() => [
  ...heard.map((said) => `called with ${said}`),
  ...[...document.querySelectorAll('*')].filter((each) => [...each.attributes].some((one) => /^on/i.test(one.name))).map((each) => each.outerHTML.slice(0, 200)),
  ...[...document.querySelectorAll('a, area')].map((each) => each.getAttribute('href') ?? each.getAttribute('xlink:href') ?? '').filter((address) => URL.canParse(address) && !['http:', 'https:', 'mailto:'].includes(new URL(address).protocol)),
]"""


@pytest.fixture(scope="module")
def scene(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[Scene]:
    with staged(django_db_blocker) as found:
        yield found


@pytest.fixture(scope="module")
def browser(scene: Scene) -> Iterator[Browser]:
    with chromium() as running:
        yield running


@contextmanager
def window(
    browser: Browser, scene: Scene, who: str = "", *, width: int = 1_280, csp: bool = False
) -> Iterator[tuple[Page, list[str]]]:
    """A page that listens, and what it has noticed: windows, dialogs, and requests to other hosts, of which none leaves."""
    context = browser.new_context(
        base_url=f"http://127.0.0.1:{scene.front.port}",
        bypass_csp=not csp,
        viewport={"width": width, "height": 900},
    )
    if who in scene.sessions:
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": scene.sessions[who], "url": f"http://127.0.0.1:{scene.front.port}"}])  # fmt: skip
    context.add_init_script(LISTEN)
    noticed: list[str] = []

    def stopped(route: Route) -> None:
        noticed.append(f"asked {route.request.url}")
        route.abort()

    def dismissed(dialog: Dialog) -> None:
        noticed.append(dialog.message)
        dialog.dismiss()

    context.route(ELSEWHERE, stopped)
    page = context.new_page()
    context.on("page", lambda opened: noticed.append(f"opened {opened.url}"))
    page.on("dialog", dismissed)
    yield page, noticed
    context.close()


def opened(page: Page, path: str) -> list[str]:
    """What the page at this path does that none should."""
    answer = page.goto(path)
    assert answer
    assert answer.status == 200, (path, answer.status)
    found: list[str] = page.evaluate(ODD)
    return found + ([f"went to {page.url}"] if not page.url.endswith(path) else [])


def shown(page: Page, html: str) -> list[str]:
    """What a document does that is not from the front: a letter, a file, a piece for other sites."""
    page.goto("about:blank")
    page.set_content(html)
    found: list[str] = page.evaluate(ODD)
    return found


# A text that turns what follows it round: either it is kept apart, or nothing else follows in its paragraph.
TURNS = r"""([top, end]) => {
  const within = (style) => /^(inline$|contents)/.test(style.display) && !/absolute|fixed/.test(style.position) && style.float === 'none';
  const inline = (node) => node.nodeType !== Node.ELEMENT_NODE || (node.tagName !== 'BR' && within(getComputedStyle(node)));
  const after = (node) => { let said = ''; for (let next = node.nextSibling; next && inline(next); next = next.nextSibling) if (next.nodeType !== Node.COMMENT_NODE) said += next.textContent; return said.trim(); };
  const told = new Set(), walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    let node = walker.currentNode;
    const parts = node.data.split(end);
    if (!node.data.includes(top) && parts.length === 1 || node.parentElement.closest('textarea, option, script, style, template')) continue;
    let followed = parts.slice(1).join(end), parent = node.parentElement;
    for (; parent; node = parent, parent = parent.parentElement) {
      followed += after(node);
      const style = getComputedStyle(parent);
      if (/isolate|plaintext/.test(style.unicodeBidi) || !within(style)) break;
    }
    followed = followed.split(top).map((part, place) => place ? part.split(end).slice(1).join(end) : part).join('').trim();
    if (followed) told.add(`${walker.currentNode.parentElement.outerHTML.slice(0, 60)} turns “${followed.trim().slice(0, 40)}”`);
  }
  return [...told];
}"""


@pytest.mark.parametrize("who", ["", "author", "moderator", "buyer", "stranger", "office"])
def test_nothing_runs_on_any_page_and_nothing_is_turned_round(
    browser: Browser, scene: Scene, who: str
) -> None:
    with window(browser, scene, who) as (page, noticed):
        told, turned = {}, {}
        for name, path in scene.pages[who].items():
            told[name] = opened(page, path)
            turned[name] = page.evaluate(TURNS, TURNING)
        assert {name: odd for name, odd in told.items() if odd} == {}
        assert {name: odd for name, odd in turned.items() if odd} == {}
        assert noticed == []


def test_twin_what_is_not_kept_apart_turns_what_stands_beside_it(browser: Browser, scene: Scene) -> None:
    with window(browser, scene, "moderator") as (page, _):
        page.goto(scene.pages["moderator"]["card"])
        page.add_style_tag(content="* { unicode-bidi: normal !important }")
        assert page.evaluate(TURNS, TURNING)


def test_nothing_runs_as_the_conversation_opens_and_goes_on(browser: Browser, scene: Scene) -> None:
    """What scripts fetch and put into the page: the panel below the article, more comments, a composer, a preview."""
    with window(browser, scene, "author") as (page, noticed):
        page.goto(scene.told.article.url)
        page.locator("details[data-talk] summary").click()
        page.locator("#conversation article.comment").first.wait_for(timeout=8_000)
        while (more := page.locator("#conversation > * > p > a[data-more]")).count():
            before = page.locator("article.comment").count()
            more.first.click()
            page.wait_for_function("before => document.querySelectorAll('article.comment').length > before || !document.querySelector('#conversation > * > p > a[data-more]')", arg=before)  # fmt: skip
        assert page.locator("article.comment").count() > 25
        assert page.evaluate(ODD) == []
        page.goto(f"/comments/{scene.told.article.id}/say/?to={scene.told.open_id}")
        page.locator("textarea[name=source]").fill(FEW_TYPED)
        page.locator("[data-show-preview]").click()
        page.locator("[data-preview] .comment__text").wait_for()
        assert page.evaluate(ODD) == []
        assert noticed == []


def test_nothing_runs_in_letters_files_and_what_forms_give_back(browser: Browser, scene: Scene) -> None:
    assert {"oembed", "data", "letter: replies", "letter: removed", "letter: gift", "back from say"} <= set(scene.documents)  # fmt: skip
    with window(browser, scene) as (page, noticed):
        told = {name: odd for name, html in scene.documents.items() if (odd := shown(page, html))}
        assert told == {}
        assert noticed == []


def test_twin_what_was_not_rendered_runs_and_only_the_policy_is_left(browser: Browser, scene: Scene) -> None:
    with window(browser, scene) as (page, noticed):
        told = opened(page, scene.raw)
        assert [each for each in told if each.startswith("called")]
        assert "javascript:alert(1)" in told
        assert noticed == ["asked http://evil.example/x.png"]
    with window(browser, scene, csp=True) as (page, noticed):
        assert not [each for each in opened(page, scene.raw) if each.startswith("called")]
        assert noticed == []


def test_twin_what_was_not_escaped_runs(browser: Browser, scene: Scene) -> None:
    names = (
        "thread", "permalink", "mine", "reported", "approved", "card", "by", "data", "letter: replies", "letter: removed",
        "gifts", "reader", "redeem", "invoice",
    )  # fmt: skip
    with window(browser, scene) as (page, _):
        silent = {
            name
            for name in names
            if not [each for each in shown(page, scene.careless[name]) if each.startswith("called")]
        }
    assert silent == set()


BOXES = """(neighbour) => {
  // What is said to those who hear the page is drawn nowhere.
  const seen = (node) => node.parentElement.closest('.hidden') ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT;
  const rects = (from) => { const found = [], all = document.createRange(), walker = document.createTreeWalker(from, NodeFilter.SHOW_TEXT, seen); while (walker.nextNode()) { all.selectNodeContents(walker.currentNode); found.push(...all.getClientRects()); } return found; };
  const told = document.documentElement.scrollWidth > innerWidth ? [`the page is ${document.documentElement.scrollWidth} wide`] : [];
  let above = null;
  for (const comment of document.querySelectorAll('article.comment')) {
    const box = comment.getBoundingClientRect();
    const out = rects(comment).find((one) => one.width && (one.left < box.left - 1 || one.right > box.right + 1 || one.top < box.top - 1 || one.bottom > box.bottom + 1));
    if (out) told.push(`${comment.id} reaches out of its box: ${comment.innerText.slice(0, 80)}`);
    if (above && box.top < above.bottom - 1) told.push(`${comment.id} lies on the one above it`);
    const text = comment.querySelector('.comment__text');
    if (text?.innerText.startsWith(neighbour)) {
      const word = document.createRange(), node = text.firstElementChild.firstChild;
      word.setStart(node, 0); word.setEnd(node, 1);
      const first = word.getBoundingClientRect();
      word.setStart(node, 8); word.setEnd(node, 9);
      if (first.left >= word.getBoundingClientRect().left) told.push(`${comment.id} is turned round`);
    }
    above = box;
  }
  return told;
}"""


NO_STYLE = "/* as it is */"


def boxes(page: Page, scene: Scene, style: str = NO_STYLE) -> tuple[list[str], int]:
    """What reaches out of its place, and how many comments there are, page after page."""
    told: list[str] = []
    path, number = f"{scene.odd}?sort=oldest", 0
    while path:
        page.goto(path)
        page.add_style_tag(content=style)
        told += page.evaluate(BOXES, NEIGHBOUR)
        number += page.locator("article.comment").count()
        further = page.locator("#conversation > * > p > a[data-more]")
        path = scene.odd + (further.get_attribute("href") or "") if further.count() else ""
    return told, number


def test_no_text_leaves_its_place_or_turns_its_neighbour_on_a_small_screen(
    browser: Browser, scene: Scene
) -> None:
    with window(browser, scene, width=360) as (page, _):
        told, number = boxes(page, scene)
        assert told == []
        assert number == 2 * len(ODD_BODIES) + 1, "what somebody had said there before"


def test_twin_words_that_are_never_broken_leave_their_place(browser: Browser, scene: Scene) -> None:
    with window(browser, scene, width=360) as (page, _):
        told, _ = boxes(page, scene, "* { overflow-wrap: normal !important; }")
    assert [each for each in told if "reaches out" in each]


PLACES = """(neighbour) => [...document.querySelectorAll('article.comment')]
  .filter((comment) => !comment.innerText.includes(neighbour))
  .map((comment) => { comment.querySelector('.comment__text').classList.add('odd'); return comment.getBoundingClientRect(); })
  .map((box) => [box.left, box.top + scrollY, box.right, box.bottom + scrollY].map(Math.round))"""


def inked(page: Page, path: str, style: str = NO_STYLE) -> tuple[int, ...] | None:
    """Where texts draw outside the boxes of their comments, which no rectangle of the page tells: what changes without them."""
    page.goto(f"{path}?sort=oldest")
    page.add_style_tag(content=style)
    places = page.evaluate(PLACES, NEIGHBOUR)
    assert places
    with_them = _picture(page)
    page.add_style_tag(content=".odd { visibility: hidden }")
    without = _picture(page)
    for place in places:
        for each in (with_them, without):
            each.paste(0, tuple(place))
    return ImageChops.difference(with_them, without).getbbox()


def _picture(page: Page) -> Image.Image:
    return Image.open(BytesIO(page.screenshot(full_page=True, animations="disabled"))).convert("L")


def test_piled_marks_draw_nothing_outside_the_box_of_their_comment(browser: Browser, scene: Scene) -> None:
    with window(browser, scene, width=360) as (page, _):
        assert inked(page, scene.piled) is None
        assert inked(page, scene.as_piled) is None


def test_twin_marks_that_are_not_cut_off_are_drawn_over_the_neighbour(browser: Browser, scene: Scene) -> None:
    with window(browser, scene, width=360) as (page, _):
        assert inked(page, scene.as_piled, ".comment__text { overflow: visible !important }")
