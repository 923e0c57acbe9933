"""HTML, whole or inside Markdown, as lines of Markdown."""

import re
from html.parser import HTMLParser

_BLOCKS = re.compile(r"<(?:li|ul|ol|h[1-6]|table|tr|td|p|div|br|dl|dt|body)\b[^>]*>", re.IGNORECASE)
_UNSEEN = {"script", "style", "head", "template", "noscript"}
_SIGNS = {"strong": "**", "b": "**", "em": "_", "i": "_", "code": "`"}
_BARE = frozenset(
    [
        "a",
        "article",
        "body",
        "col",
        "colgroup",
        "font",
        "footer",
        "header",
        "hr",
        "html",
        "img",
        "input",
        "main",
        "mark",
        "nav",
        "ol",
        "s",
        "section",
        "small",
        "span",
        "sub",
        "sup",
        "table",
        "tbody",
        "tfoot",
        "thead",
        "time",
        "u",
        "ul",
    ]
)
_DEEPEST = 12
_LINES = {"p", "div", "tr", "dt", "dd", "pre", "blockquote", "details", "summary", "figure"}


def flattened(text: str) -> str:
    """The text with its HTML as Markdown; the same text if it has no HTML that makes lines."""
    text = re.sub(r"<!--.*?-->", "", text, flags=re.DOTALL) if "-->" in text else text
    if not _BLOCKS.search(text):
        return text
    page = _Page()
    page.feed(text)
    page.close()
    return "".join(page.out)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.unseen = 0
        self.cells = 0
        self.lists = 0
        self.in_row = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen += 1
        elif tag in _SIGNS:
            self.out.append(_SIGNS[tag])
        elif tag == "li":
            self.out.append(f"\n{'  ' * min(max(0, self.lists - 1), _DEEPEST)}- ")
        elif re.fullmatch(r"h[1-6]", tag):
            self.out.append(f"\n\n{'#' * int(tag[1])} ")
        elif tag in ("td", "th"):
            self.out.append(" | " if self.cells else "| ")
            self.cells += 1
        elif tag == "br":
            self.out.append(" " if self._in_row() else "\n")
        elif tag == "tr":
            self.cells, self.in_row = 0, True
            self.out.append("\n")
        elif tag in _LINES:
            begun = "".join(self.out[-3:]).rpartition("\n")[2].strip()
            if begun != "-" and begun.strip("#"):
                self.out.append(" " if self.in_row else "\n\n")
        elif tag not in _BARE:
            # Not a tag of HTML: somebody wrote “<service>” and meant it.
            self.out.append(self.get_starttag_text() or "")
        self.lists += tag in ("ul", "ol")

    def handle_endtag(self, tag: str) -> None:
        if tag in _UNSEEN:
            self.unseen = max(0, self.unseen - 1)
        elif tag in _SIGNS:
            self.out.append(_SIGNS[tag])
        elif tag == "tr":
            self.in_row = False
            self.out.append(" |")
        elif tag in ("ul", "ol"):
            self.lists = max(0, self.lists - 1)
            self.out.append("\n")
        elif re.fullmatch(r"h[1-6]", tag) or tag == "li" or tag == "table":
            self.out.append("\n")
        elif tag in _LINES:
            self.out.append(" " if self.in_row else "\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.out.append(re.sub(r"\s+", " ", data).replace("|", "\\|") if self.in_row else data)

    def _in_row(self) -> bool:
        # A row of a Markdown table may break its cells with HTML too.
        last = "".join(self.out[-8:]).rpartition("\n")[2]
        return self.in_row or last.lstrip().startswith("|") or last.count("|") > 1
