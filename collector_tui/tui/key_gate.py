"""One key at a time: a key acts only when everything that the key before it set off has come to rest.

Textual hands each key to whatever has the focus at that moment. A hand that types "o", then a name, before the box
that "o" opens has the focus, would lose letters, or worse: have them taken for single keys. So keys wait in line here.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence
from typing import Any, Final

from textual.app import App
from textual.events import Key
from textual.message_pump import MessagePump

_ROUND: Final = 0.2
"""Seconds that one round may take: a widget that is being removed never answers."""
_ROUNDS: Final = 25
_PAINTING: Final = 0.003
"""Seconds that a key has for itself before all are asked whether they are at rest: that takes time from painting."""
_HOLD: Final = 2.0
"""Seconds after which keys go on although the book has not answered: the screen must not seem dead."""


class KeyGate:
    """The line of keys. `act` does one; `held` says that the book must answer before the next."""

    def __init__(self, app: App[Any], act: Callable[[Key], object], held: Callable[[], bool]) -> None:
        self._app = app
        self._act = act
        self._held = held
        self._keys: asyncio.Queue[Key | None] = asyncio.Queue()
        """None: a key that acts already."""
        self._answered = asyncio.Event()
        self._at_rest = True

    @property
    def quiet(self) -> bool:
        """True when no key waits or is still at work."""
        return self._at_rest and self._keys.empty()

    def take(self, key: Key) -> bool:
        """Put a key at the end of the line. Where nobody waits, return True: it acts at once, by whoever brought it."""
        first = self.quiet
        self._at_rest = False
        self._keys.put_nowait(None if first else key)
        return first

    def answered(self) -> None:
        """The book has answered something."""
        self._answered.set()

    async def run(self) -> None:
        """Let key after key act, for as long as the app runs."""
        while True:
            self._at_rest = self._keys.empty()
            key = await self._keys.get()
            if key is None:
                await asyncio.sleep(_PAINTING)
            else:
                self._act(key)
            await self._rest()

    async def _rest(self) -> None:
        """Wait until all messages are processed, and the book has answered what keys must wait for."""
        await self.settle()
        while self._held():
            self._answered.clear()
            try:
                await asyncio.wait_for(self._answered.wait(), _HOLD)
            except TimeoutError:
                return
            await self.settle()

    async def settle(self) -> None:
        """Wait until no message is left to process."""
        for _round in range(_ROUNDS):
            pumps = _pumps(self._app)
            await _processed(pumps)
            if _pumps(self._app) == pumps and not any(pump.message_queue_size for pump in pumps):
                return


def _pumps(app: App[Any]) -> list[MessagePump]:
    return [app, *app.screen.walk_children(with_self=True)]


async def _processed(pumps: Sequence[MessagePump]) -> None:
    """Wait until each of them has processed what was in its queue."""
    loop = asyncio.get_running_loop()
    answers = []
    for pump in pumps:
        answer: asyncio.Future[None] = loop.create_future()
        if pump.call_later(_give, answer):
            answers.append(answer)
    if answers:
        await asyncio.wait(answers, timeout=_ROUND)


def _give(answer: asyncio.Future[None]) -> None:
    if not answer.done():
        answer.set_result(None)
