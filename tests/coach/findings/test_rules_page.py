"""The page of all rules is made from the rules."""

import importlib.util
from pathlib import Path

from pmfacil.coach.findings.all import RULES

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_of_rules_is_as_the_program_would_write_it() -> None:
    spec = importlib.util.spec_from_file_location("rules_page", DOCS / "rules.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    assert (DOCS / "rules.md").read_text("utf-8") == module.page(), "`make rules` writes it again"


def test_every_rule_and_every_source_is_on_it() -> None:
    page, practice = (DOCS / "rules.md").read_text("utf-8"), (DOCS / "practice.md").read_text("utf-8")
    assert [rule.id for rule in RULES if f"| `{rule.id}` |" not in page] == []
    assert [rule.id for rule in RULES if f"**{rule.source}**" not in practice] == []
