"""How well timelines from elsewhere are read: `python measure/timelines.py FOLDER [--misses]`."""

import importlib.util
import json
import sys
import tempfile
from collections import Counter
from datetime import date
from pathlib import Path
from typing import Any

from pmfacil.documents.timelines.reading import read_timeline


def main(folder: Path, misses: bool) -> None:
    """Print what is found of the events in the labelled files, by format and in all."""
    cases = folder / "timelines" / "manifest.json"
    scorer = folder / "score.py"
    if not cases.is_file() or not scorer.is_file():
        print(f"There are no labelled timelines in {folder}, so nothing is measured.")
        return
    score = loaded(scorer)
    with tempfile.TemporaryDirectory() as out:
        for case in json.loads(cases.read_text(encoding="utf-8"))["cases"]:
            file = cases.parent / case["file"]
            read = read_timeline(file.read_bytes(), date.today(), file.name)
            got = [event.as_json() for event in read.ticked]
            stem = case["expected"].removesuffix(".expected.json")
            (Path(out) / f"{stem}.json").write_text(json.dumps(got), encoding="utf-8")
            if misses:
                expected = json.loads((cases.parent / case["expected"]).read_text(encoding="utf-8"))
                tell(score, case, got, expected)
        score.main(out)


def loaded(script: Path) -> Any:
    """The functions of the scoring script, which stands beside the labelled files."""
    spec = importlib.util.spec_from_file_location("score", script)
    if spec is None or spec.loader is None:
        raise SystemExit(f"{script} cannot be loaded.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def tell(score: Any, case: dict[str, Any], got: list[Any], expected: list[Any]) -> None:
    """Print the events of one file that were missed, found wrongly, or dated otherwise."""
    result = score.score(got, [dict(event) for event in expected], case["match"] == "prefix")
    wrong = [tuple(result[kind]) for kind in ("clock", "date") if result[kind][0] != result[kind][1]]
    if not result["missed"] and not result["extra"] and not wrong:
        return
    print(f"--- {case['file']}")
    for name in ("missed", "extra"):
        for event in result[name]:
            print(f"  {name} {event.get('time')} {event.get('text', '')[:150]}")
    if wrong:
        times = Counter(str(event.get("time")) for event in got)
        for event in expected:
            if str(event["time"]) not in times:
                print(f"  expected {event['time']} {event['text'][:60]}")
        print(f"  got {list(times)[:40]}")


if __name__ == "__main__":
    main(Path(sys.argv[1] if len(sys.argv) > 1 else "."), "--misses" in sys.argv)
