"""From MJML to the HTML that every mail program shows: tables by mrml, each style on its element by css-inline; nothing is fetched."""

import css_inline
import mrml

_PARSING = mrml.ParserOptions(include_loader=mrml.noop_loader())
_RENDERING = mrml.RenderOptions(disable_comments=False, fonts={})
_INLINER = css_inline.CSSInliner(load_remote_stylesheets=False, keep_at_rules=True)


class NotSet(ValueError):
    """What was composed is no MJML; a fault of the template, or of markup that is not closed."""


def typeset(mjml: str) -> str:
    """The whole document. Raises NotSet."""
    try:
        return _INLINER.inline(mrml.to_html(mjml, parser_options=_PARSING, render_options=_RENDERING).content)
    except (OSError, ValueError) as problem:
        raise NotSet(f"The letter cannot be set: {problem}") from problem
