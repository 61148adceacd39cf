"""The two themes. Roles, not decoration: blue is where you are, amber late or doubtful, red broken, green kept."""

from __future__ import annotations

from typing import Final

from textual.theme import Theme

DARK: Final = Theme(
    name="collector-dark",
    primary="#7AA2D6",
    secondary="#5B7A9E",
    accent="#8FC7E8",
    warning="#E3B25B",
    error="#E8796F",
    success="#8CC58A",
    foreground="#D7DBE0",
    background="#15181C",
    surface="#1B1F25",
    panel="#252B33",
    dark=True,
    variables={
        "ink-dim": "#8E97A3",
        "block-cursor-background": "#2F4A68",
        "input-cursor-background": "#8FC7E8",
        "scrollbar": "#3A4452",
        "scrollbar-background": "#1B1F25",
        "border": "#5B7A9E",
    },
)
LIGHT: Final = Theme(
    name="collector-light",
    primary="#255B94",
    secondary="#5A7391",
    accent="#1B6A93",
    warning="#8A5A00",
    error="#A8281E",
    success="#2E6B2C",
    foreground="#1E2328",
    background="#F7F6F2",
    surface="#FFFFFF",
    panel="#E7E9EC",
    dark=False,
    variables={
        "ink-dim": "#5F6770",
        "block-cursor-background": "#CFE0F3",
        "input-cursor-background": "#1B6A93",
        "scrollbar": "#B4BEC9",
        "scrollbar-background": "#ECEEF0",
        "border": "#8195AB",
    },
)
THEMES: Final = (DARK, LIGHT)
