"""A review as one HTML file: no script, no request, good on a screen and on paper, whatever people typed."""

import base64
import hashlib
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from pmfacil.documents.audience import Audience, holds_restricted, withheld
from pmfacil.documents.blocks import Blocks
from pmfacil.documents.html_actions import action_cards
from pmfacil.documents.markdown import WITHHELD
from pmfacil.documents.outline import EMPTY, chapters
from pmfacil.documents.page_style import STYLE
from pmfacil.documents.sections import incident
from pmfacil.documents.svg import escaped, tag
from pmfacil.documents.svg_fishbone import drawn_fishbone
from pmfacil.documents.svg_layers import drawn_layers
from pmfacil.documents.svg_timeline import drawn_timeline
from pmfacil.documents.svg_whys import drawn_whys
from pmfacil.documents.voice import Voice
from pmfacil.review.policies import Policies
from pmfacil.review.review import Review
from pmfacil.review.text import short

RESTRICTED = "Restricted: this document holds what is not for everybody; keep it where only a few can read it."
"""The banner of a document with restricted parts, and the comment on its first line."""
PICTURES: Mapping[str, Callable[[Voice], list[str]]] = {
    "Timeline": drawn_timeline,
    "Five whys": drawn_whys,
    "Fishbone": drawn_fishbone,
    "Layers of defence": drawn_layers,
}
"""What is drawn under a heading, in place of the diagram that Markdown has there."""
SCHEMES = ("http", "https", "mailto")
"""The only addresses that can be followed."""

LONGEST_WHOLE = 16
"""Characters up to which a word is never broken in a narrow column."""


def to_html(
    review: Review,
    *,
    audience: Audience = Audience.INTERNAL,
    now: datetime | None = None,
    policies: Policies | None = None,
) -> str:
    """The document of a review as one page of HTML.

    Args:
        review: At any stage, also blank.
        audience: Who may read it: only `INTERNAL` holds restricted parts.
        now: The present moment, which the foot of the page names.
        policies: What the team does differently, such as the order of its sections.
    """
    if withheld(review, audience):
        return _page("Restricted review", tag("p", escaped(WITHHELD.strip()), looks="restricted"))
    voice = Voice(review, audience, now, policies)
    restricted = audience == Audience.INTERNAL and holds_restricted(review)
    banner = tag("p", escaped(RESTRICTED), looks="restricted", role="note") if restricted else ""
    title = voice.hide(review.incident.title) or "Untitled review"
    top = [banner, _text([f"# {incident.title(voice)}"]), _text(incident.metadata(voice), "facts")]
    looks = "one-page" if audience == Audience.EXECUTIVE else "whole"
    page = _page(title, *top, *_sections(voice), _foot(voice), looks=looks)
    return f"<!-- {RESTRICTED} -->\n{page}" if restricted else page


def _sections(voice: Voice) -> list[str]:
    one_page = voice.audience == Audience.EXECUTIVE
    return [_section(voice, heading, blocks, drawn=not one_page) for heading, blocks in chapters(voice)]


def _section(voice: Voice, heading: str, blocks: Blocks, *, drawn: bool) -> str:
    name = heading.lstrip("# ")
    figures = "".join(tag("figure", one) for one in PICTURES[name](voice)) if drawn and name in PICTURES else ""
    if blocks == [EMPTY]:
        return _text([heading]) + tag("p", EMPTY, looks="empty")
    if name == "Actions" and drawn:
        return _text([heading]) + action_cards(voice, inline)
    left = [block for block in blocks if not (_is_diagram(block) and name != "Overview and context")]
    looks = "timeline" if name == "Timeline" else ""
    return f"{_text([heading])}{figures}{_text(left, looks)}"


def _is_diagram(block: str) -> bool:
    return block.startswith("```mermaid")


def _page(title: str, *inside: str, looks: str = "whole") -> str:
    digest = base64.b64encode(hashlib.sha256(STYLE.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    head = (
        '<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{escaped(short(title, 200))}</title>\n<style>{STYLE}</style>"
    )
    body = "\n".join(part for part in inside if part)
    body = tag("body", f"\n{body}\n", looks=looks)
    return f'<!DOCTYPE html>\n<html lang="en">\n<head>\n{head}\n</head>\n{body}\n</html>\n'


def _foot(voice: Voice) -> str:
    now = voice.now
    if now is None:
        return ""
    return tag("footer", escaped(f"Written {voice.date_of(now)}, {voice.clock(now)} {voice.zone.key}."))


def inline(markdown: str) -> str:
    """A safe line of Markdown as HTML."""
    return _PARSER.renderInline(markdown)


def _text(blocks: Blocks, looks: str = "") -> str:
    """Blocks of Markdown as HTML; their tables look as they are told to."""
    return _PARSER.render("\n\n".join(blocks), {"looks": looks}).strip()


class _Page(RendererHTML):
    """Writes tokens so that no attribute of style is among them and each text runs in its own direction."""

    def renderToken(self, tokens: Sequence[Token], idx: int, options: Any, env: Any) -> str:
        """One tag."""
        token = tokens[idx]
        token.attrs.pop("style", None)
        if token.nesting == 1 and token.tag in ("p", "td", "th", "li", "h1"):
            token.attrSet("dir", "auto")
        if token.type in ("td_open", "th_open") and _has_short_words(tokens[idx + 1].content):
            token.attrSet("class", "short" if len(tokens[idx + 1].content) <= LONGEST_WHOLE else "words")
        if token.type == "table_open" and env.get("looks"):
            token.attrSet("class", str(env["looks"]))
        return super().renderToken(tokens, idx, options, env)


def _has_short_words(text: str) -> bool:
    return all(len(word) <= LONGEST_WHOLE for word in text.split())


class _Parser(MarkdownIt):
    """Markdown as our documents use it: no HTML, no pictures, and links to the web and to mail alone."""

    def validateLink(self, url: str) -> bool:
        """Whether an address may be a link."""
        try:
            return urlsplit(url).scheme in SCHEMES
        except ValueError:
            return False


_PARSER = _Parser("commonmark", {"html": False}, renderer_cls=_Page).enable(["table", "strikethrough"])
_PARSER.disable(["html_block", "html_inline", "image", "reference"])
