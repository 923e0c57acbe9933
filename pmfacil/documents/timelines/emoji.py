"""Names of emoji between colons, as they are copied from chats."""

import re
import unicodedata

_NAME = re.compile(r":([a-z0-9+-][a-z0-9_-]{0,40}):")
_NAMES = re.compile(rf"(?<![\w:])(?:{_NAME.pattern})+(?![\w:])")
_USUAL = {
    name: sign
    for line in """
    🔥 fire    🚨 rotating_light    ⚠ warning    🎉 tada    👍 +1 thumbsup    👎 -1 thumbsdown    👀 eyes
    ✅ white_check_mark    ✔ heavy_check_mark    ❌ x    ❗ exclamation heavy_exclamation_mark    ❓ question
    🔴 red_circle    🟢 large_green_circle green_circle    🟡 large_yellow_circle    🟠 large_orange_circle
    🔵 large_blue_circle    ⛔ no_entry    🛑 octagonal_sign stop_sign    🙏 pray    👋 wave    👏 clap    💯 100
    🙌 raised_hands    😅 sweat_smile    😂 joy    🙂 slightly_smiling_face    😄 smile    😬 grimacing    😢 cry
    😱 scream    🤔 thinking_face thinking    🤦 face_palm facepalm    🤷 shrug    🚀 rocket    💥 boom collision
    🐛 bug    📈 chart_with_upwards_trend    📉 chart_with_downwards_trend    📞 telephone_receiver    ☎ phone
    📟 pager    🔧 wrench    🔔 bell    🧵 thread    📌 pushpin    🔒 lock    🕐 clock1    ⏳ hourglass_flowing_sand
    ❤ heart    ➡ arrow_right    ⬆ arrow_up    ⬇ arrow_down    ↩ leftwards_arrow_with_hook    🔁 repeat
    """.splitlines()
    for sign, *names in [entry.split() for entry in line.strip().split("    ") if entry]
    for name in names
}
"""What chats call otherwise than Unicode does."""


def drawn(text: str) -> str:
    """The text with the signs that names such as `:fire:` stand for; a name that is not known stays."""
    return _NAMES.sub(lambda run: _NAME.sub(_sign, run[0]), text) if text.count(":") > 1 else text


def _sign(found: re.Match[str]) -> str:
    name = found[1]
    if name.startswith("skin-tone-"):
        return ""
    try:
        sign = _USUAL.get(name) or unicodedata.lookup(name.replace("_", " "))
    except KeyError:
        return found[0]
    # “:comma:” is the name of a sign too, and nobody means it.
    return sign if unicodedata.category(sign[0]) == "So" else found[0]
