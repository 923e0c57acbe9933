"""The product's own looks; Textual's themes stay choosable."""

from dataclasses import replace
from typing import TYPE_CHECKING

from textual.theme import BUILTIN_THEMES, Theme

from pmfacil.sessions.errors import quoted
from pmfacil.state import DEFAULT_THEME

if TYPE_CHECKING:
    from pmfacil.settings import Settings

DARK = Theme(
    name=DEFAULT_THEME,
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
        "text-muted": "auto 64%",
        "text-disabled": "auto 52%",
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
    accent="#7f5200",
    foreground="#1b222c",
    background="#fbfbf9",
    surface="#f3f3ef",
    panel="#e6e7e2",
    success="#1e6b2b",
    warning="#8f4e00",
    error="#a81d1d",
    dark=False,
    variables={
        "text-muted": "auto 68%",
        "text-disabled": "auto 62%",
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

CONTRAST = Theme(
    name="pmfacil-contrast",
    primary="#ffffff",
    secondary="#ffffff",
    accent="#ffff00",
    foreground="#ffffff",
    background="#000000",
    surface="#000000",
    panel="#2c2c2c",
    success="#ffffff",
    warning="#ffff00",
    error="#ffffff",
    dark=True,
    text_alpha=1.0,
    variables={
        "text": "#ffffff",
        "text-muted": "#e0e0e0",
        "text-disabled": "#d0d0d0",
        "text-primary": "#ffffff",
        "text-secondary": "#ffffff",
        "text-accent": "#ffff00",
        "text-success": "#ffffff",
        "text-warning": "#ffff00",
        "text-error": "#ffffff",
        "block-cursor-foreground": "#000000",
        "block-cursor-background": "#ffffff",
        "block-cursor-blurred-foreground": "#ffffff",
        "block-cursor-blurred-background": "#333333",
        "block-cursor-blurred-text-style": "bold",
        "footer-key-foreground": "#ffff00",
        "input-selection-background": "#ffffff",
        "input-selection-foreground": "#000000",
        "scrollbar": "#ffffff",
        "scrollbar-hover": "#ffff00",
        "scrollbar-active": "#ffff00",
        "scrollbar-background": "#2c2c2c",
        "scrollbar-background-hover": "#2c2c2c",
        "scrollbar-background-active": "#2c2c2c",
        "scrollbar-corner-color": "#2c2c2c",
    },
)
"""Every word at seven to one and more, also in grey: the yellow only helps those who see it."""

THEMES = (DARK, LIGHT, CONTRAST)

CONTRAST_LINES = """
.-theme-pmfacil-contrast MeetingHeader { border-bottom: solid $foreground 60%; }
.-theme-pmfacil-contrast Agenda { border-right: vkey $foreground 60%; }
.-theme-pmfacil-contrast SidePanel { border-left: vkey $foreground 60%; }
.-theme-pmfacil-contrast RowView > .rows--guide { color: $foreground 70%; }
"""
"""Lines that are quiet in other looks and have to be seen in this one."""

TOASTS = """
ToastRack { margin-bottom: 0; scrollbar-size-vertical: 0; }
ToastRack.-above-bar { margin-bottom: 4; }
.-notes ToastRack { margin-bottom: 0; }
Toast { width: 100%; max-width: 100%; margin: 0; padding: 0 1; background: $panel; }
"""
"""What shows for some seconds lies over the keys; while somebody writes in the bar, above it."""


def is_theme(name: str) -> bool:
    """Whether there is a theme of this name."""
    return name in (*(theme.name for theme in THEMES), *BUILTIN_THEMES)


def with_known_theme(settings: "Settings") -> "Settings":
    """The settings with a theme that there is, and a sentence if it had to be another."""
    if is_theme(settings.theme):
        return settings
    words = f"there is no theme {quoted(settings.theme, 40)}; {DEFAULT_THEME} is used."
    if settings.theme == settings.written_theme:
        settings = settings.told(words, "theme")
    else:
        settings = replace(settings, problems=(*settings.problems, f"{settings.sources.get('theme')}: {words}"))
    return replace(settings, theme=DEFAULT_THEME)
