"""The product's own looks; Textual's themes stay choosable."""

from textual.theme import Theme

DARK = Theme(
    name="pmfacil-dark",
    primary="#7cc4ff",
    secondary="#b7a6ff",
    accent="#ffd479",
    foreground="#e8ecf1",
    background="#12161c",
    surface="#171c24",
    panel="#202732",
    success="#8fd694",
    warning="#ffb454",
    error="#ff8f8f",
    dark=True,
    variables={
        "footer-key-foreground": "#7cc4ff",
        "input-selection-background": "#7cc4ff 35%",
        "scrollbar": "#3a4453",
        "scrollbar-hover": "#566377",
        "scrollbar-active": "#7cc4ff",
        "scrollbar-background": "#171c24",
        "scrollbar-background-hover": "#171c24",
        "scrollbar-background-active": "#171c24",
        "scrollbar-corner-color": "#171c24",
    },
)

LIGHT = Theme(
    name="pmfacil-light",
    primary="#0b5cad",
    secondary="#5b3fb0",
    accent="#8a5a00",
    foreground="#1b222c",
    background="#fbfbf9",
    surface="#f3f3ef",
    panel="#e6e7e2",
    success="#1e6b2b",
    warning="#8f4e00",
    error="#a81d1d",
    dark=False,
    variables={
        "footer-key-foreground": "#0b5cad",
        "scrollbar": "#b9bcb4",
        "scrollbar-hover": "#92968c",
        "scrollbar-active": "#0b5cad",
        "scrollbar-background": "#f3f3ef",
        "scrollbar-background-hover": "#f3f3ef",
        "scrollbar-background-active": "#f3f3ef",
        "scrollbar-corner-color": "#f3f3ef",
    },
)

THEMES = (DARK, LIGHT)
