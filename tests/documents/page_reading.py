"""Reads a page as a browser does, and its drawings as an XML parser does."""

import re
from collections.abc import Iterator
from typing import Any
from xml.etree import ElementTree

import html5lib

WEB = "{http://www.w3.org/1999/xhtml}"
_SCRIPTED = ("script", "iframe", "object", "embed", "applet", "base", "form", "input", "link", "img", "image", "use")
_FETCHED = ("src", "srcset", "poster", "data", "action", "formaction", "background", "ping", "manifest", "cite")


def parsed(page: str) -> Any:
    """The tree of a page."""
    tree: Any = html5lib.parse(page)
    return tree


def elements(page: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The name, the attributes and the text of every element."""
    for element in parsed(page).iter():
        if isinstance(element.tag, str):
            name = element.tag.rpartition("}")[2]
            yield name, {key.rpartition("}")[2]: value for key, value in element.attrib.items()}, element.text or ""


def drawings(page: str) -> list[Any]:
    """The drawings, each of which is XML in itself."""
    return [ElementTree.fromstring(found) for found in re.findall(r"<svg .*?</svg>", page, re.DOTALL)]


def shown(page: str) -> str:
    """What a reader sees of the page, its spaces made equal."""
    body = parsed(page).find(f"{WEB}body")
    return " ".join("".join(body.itertext()).replace("\u00a0", " ").split())


def assert_harmless(page: str) -> None:
    """Nothing runs, nothing is fetched, and what can be followed leads to the web or to mail."""
    for name, attributes, text in elements(page):
        assert name not in _SCRIPTED, name
        for key, value in attributes.items():
            assert not key.lower().startswith("on"), key
            assert key not in (*_FETCHED, "style"), key
            assert "url(" not in value
            if key == "href":
                assert re.match(r"(?:https?|mailto):", value), value
        if name == "style":
            assert "url(" not in text
            assert "@import" not in text
    metas = [attributes for name, attributes, _ in elements(page) if name == "meta"]
    policies = [meta["content"] for meta in metas if meta.get("http-equiv") == "Content-Security-Policy"]
    assert len(policies) == 1
    assert policies[0].startswith("default-src 'none'; style-src 'sha256-")
    assert not any(meta.get("http-equiv", "").lower() == "refresh" for meta in metas)
