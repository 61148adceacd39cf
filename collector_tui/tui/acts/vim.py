"""The map `vim`: what it has otherwise than the default one. h j k l g G move; acts that had those keys get others."""

from __future__ import annotations

from typing import Final

VIM: Final = {
    "move.page_down": "pagedown,ctrl+d,ctrl+f",
    "move.page_up": "pageup,ctrl+u,ctrl+b",
    "move.first": "home,g",
    "move.last": "end,G",
    "app.palette": "ctrl+p,colon",
    "pages.resume": "R",
    "today.next_page": "right,l",
    "today.last_page": "left,h",
    "today.hold": "z",
    "promises.next_group": "right,l",
    "promises.last_group": "left,h",
    "bank.next_tab": "right,l",
    "bank.last_tab": "left,h",
    "day.next_tab": "right,l",
    "day.last_tab": "left,h",
    "customer.next_part": "right,tab,l",
    "customer.last_part": "left,shift+tab,h",
    "customer.hold": "z",
    "call.next": "enter,right,l",
    "call.back": "left,backspace,h",
    "call.grant": "A",
}
"""Act ids with their keys, as the table of acts writes them."""
