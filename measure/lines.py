"""How well the rules for actions and titles do on labelled lines: `python measure/lines.py FOLDER`."""

import json
import random
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from time import perf_counter
from typing import Any

from pmfacil.coach.action_lines import action_hints
from pmfacil.coach.rules import Rules, rules_of
from pmfacil.coach.title_lines import title_hints
from pmfacil.packs import built_in

Row = dict[str, Any]
HALF_SEED = 7


def main(folder: Path, misses: bool) -> None:
    """Print the figures for both files, for all lines and for two random halves."""
    if not (folder / "actions.jsonl").is_file():
        print(f"There is no labelled text in {folder}, so nothing is measured.")
        return
    for part, rows in parts(folder / "actions.jsonl"):
        actions(part, rows, misses)
    for part, rows in parts(folder / "titles.jsonl"):
        titles(part, rows, misses)


def parts(path: Path) -> Iterable[tuple[str, list[Row]]]:
    """All rows, then one half and the other."""
    rows = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    yield "all", list(rows)
    random.Random(HALF_SEED).shuffle(rows)
    yield "first half", rows[: len(rows) // 2]
    yield "other half", rows[len(rows) // 2 :]


def rules(pack: str) -> Rules:
    """The rules that come with the program."""
    good, problems = rules_of(built_in(pack))
    assert not problems, problems
    return Rules(good)


def actions(part: str, rows: list[Row], misses: bool) -> None:
    """F1 of each category that has a label, and how often the others speak."""
    pack = rules("actions")
    lines = [as_line(row) for row in rows]
    warm = rules("actions")
    for line in lines:  # so that the time is not that of making the expressions
        action_hints(line, warm)
    started = perf_counter()
    found = [{hint.category: hint.rule for hint in action_hints(line, pack)} for line in lines]
    spent = (perf_counter() - started) / len(lines)
    wanted: dict[str, Callable[[Row], bool]] = {
        "vague": lambda labels: labels["vague"],
        "investigate": lambda labels: labels["investigate-like"] or labels["starts-with-investigate"],
        "owner": lambda labels: not labels["has-owner-person"],
        "due": lambda labels: not labels["has-due"],
    }
    print(f"actions, {part}: {len(rows)} lines, {spent * 1e6:.0f} µs each")
    for category, labelled in wanted.items():
        pairs = [(labelled(row["labels"]), category in hints) for row, hints in zip(rows, found, strict=True)]
        print(f"  {category:12}{score(pairs)}")
        if misses and part == "all":
            for line, hints, (truth, said) in zip(lines, found, pairs, strict=True):
                if truth != said:
                    print(f"    {'missed' if truth else 'wrong: ' + hints[category]}  {line}")
    for category in ("check", "long"):
        print(f"  {category:12}said of {sum(category in hints for hints in found)}")


def as_line(row: Row) -> str:
    """The action as it would be written on one line."""
    fields = (f" ({key}: {row[key]})" for key in ("owner", "due") if row[key])
    return row["text"] + "".join(fields)


def titles(part: str, rows: list[Row], misses: bool) -> None:
    """Accuracy of telling titles that state the cause from those that say what customers met."""
    pack = rules("titles")
    found = [{hint.category: hint.rule for hint in title_hints(row["title"], pack)} for row in rows]
    clear = [(row, hints) for row, hints in zip(rows, found, strict=True) if row["label"] in LABELS]
    right = [("cause" in hints) == (row["label"] == "cause-stating") for row, hints in clear]
    print(f"titles, {part}: accuracy {sum(right) / len(right):.3f} ({sum(right)} of {len(right)})")
    for label in ("mixed", "uninformative"):
        of = [hints for row, hints in zip(rows, found, strict=True) if row["label"] == label]
        said = ", ".join(f"{c} {sum(c in hints for hints in of)}" for c in ("cause", "uninformative", "long"))
        print(f"  {label}: {said} of {len(of)}")
    if misses and part == "all":
        for row, hints in zip(rows, found, strict=True):
            print(f"    {row['label']:16}{','.join(hints.values()):30}{row['title']}")


LABELS = ("cause-stating", "customer-facing")


def score(pairs: list[tuple[bool, bool]]) -> str:
    """Precision, recall and F1 of pairs of label and finding."""
    both = sum(truth and said for truth, said in pairs)
    said, truth = sum(said for _, said in pairs), sum(truth for truth, _ in pairs)
    f1 = 2 * both / (said + truth) if said + truth else 1.0
    return f"F1 {f1:.3f}  precision {both / max(said, 1):.3f}  recall {both / max(truth, 1):.3f}  ({truth} labelled)"


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."), "--misses" in sys.argv)
