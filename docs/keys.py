"""Write the page of all keys from the bindings themselves: `make keys`."""

from pathlib import Path

from pmfacil.app import PmfacilApp
from pmfacil.keys import key_table

PAGE = Path(__file__).with_name("keys.md")
TOP = """# Keys

All keys as they come, made from the program itself with `make keys`. `?` shows those that work where you are, and the
capture bar reads everything else as text while you write in it. A key of your own goes into the settings, under the id
of what it does; `pmfacil keys` then shows this page with yours in it, and says so if two of them meet:

```toml
[keymap]
"meeting.run" = "f5"
"meeting.zoom" = "f11,z"
```

"""


def page() -> str:
    """The page as it should be."""
    return TOP + key_table(PmfacilApp, {})


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
