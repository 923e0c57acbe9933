"""Write the JSON Schema of an exported review from the model itself: `python docs/schema.py`."""

import json
from pathlib import Path

from pmfacil.documents.data import schema

FILE = Path(__file__).with_name("review.schema.json")


def text() -> str:
    """The file as it should be."""
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    FILE.write_text(text(), encoding="utf-8")
