"""How well the wording rules do on labelled sentences: `python measure/wording.py FOLDER [--misses]`."""

import json
import sys
from collections import Counter
from pathlib import Path
from time import process_time
from typing import Any

from pmfacil.coach.rules import Rules, rules_of
from pmfacil.coach.wording import BLAME, wording_hints
from pmfacil.packs import built_in

QUIET = ("speculation", "amount", "name")
ROUNDS = 5


def main(folder: Path, misses: bool) -> None:
    """Print the figures for the chosen sentences, for whole documents, and the time they take."""
    files = [folder / "wording.jsonl", folder / "natural.jsonl"]
    if not all(file.is_file() for file in files):
        print(f"There is no labelled text in {folder}, so nothing is measured.")
        return
    chosen, natural = map(rows_of, files)
    rules = fresh()
    print("Chosen sentences, wording.jsonl")
    tell(chosen, rules, misses)
    print("Whole documents, natural.jsonl")
    tell(natural, rules, misses)
    for name, rows in (("whole documents", natural), ("chosen, nearly all with a cue word", chosen)):
        print(f"Time, {name}: {mean_time([row['text'] for row in rows]):.0f} µs a sentence on average")


def rows_of(file: Path) -> list[dict[str, Any]]:
    """The labelled sentences of a file."""
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]


def fresh() -> Rules:
    """The rules that come with the program, with nothing kept from before."""
    return Rules(rules_of(built_in("wording"))[0])


def tell(rows: list[dict[str, Any]], rules: Rules, misses: bool) -> None:
    """Print how many sentences are flagged rightly, wrongly, and not at all; rows in doubt count for nothing."""
    outcomes: Counter[tuple[bool, bool]] = Counter()
    categories: Counter[str] = Counter()
    for row in rows:
        found = {hint.category for hint in wording_hints(rules, row["text"])}
        categories.update(found)
        blamed, flagged = row["label"] == "blame", bool(found & BLAME)
        if not row.get("doubt"):
            outcomes[blamed, flagged] += 1
            if misses and blamed != flagged:
                print(f"  {'missed' if blamed else 'wrong '} {sorted(found)} {row['text'][:200]}")
    right, wrong, missed = outcomes[True, True], outcomes[False, True], outcomes[True, False]
    sure = outcomes.total()
    print(f"  {len(rows)} sentences, {sure} without doubt: {right} right, {wrong} wrong, {missed} missed")
    print(f"  precision {share(right, right + wrong)}, recall {share(right, right + missed)}")
    print(f"  wrongly flagged: {share(wrong, sure)} of the sentences")
    print(f"  quiet categories: {', '.join(f'{name} {share(categories[name], len(rows))}' for name in QUIET)}")
    print(f"  by category: {', '.join(f'{name} {count}' for name, count in categories.most_common())}")


def share(part: int, whole: int) -> str:
    """A part of a whole in percent."""
    return f"{100 * part / whole:.1f} %" if whole else "none"


def mean_time(texts: list[str]) -> float:
    """Microseconds that a sentence takes when nothing is kept from before, the patterns being compiled."""
    rules = fresh().rules
    for text in texts:
        wording_hints(Rules(rules), text)
    rounds: list[float] = []
    for _ in range(ROUNDS):
        unkept = Rules(rules)
        began = process_time()
        for text in texts:
            wording_hints(unkept, text)
        rounds.append((process_time() - began) * 1e6 / len(texts))
    return min(rounds)


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."), "--misses" in sys.argv)
