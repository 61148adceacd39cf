"""Bring a book's schema up to date. Imports Alembic and SQLAlchemy: loaded only when a migration is due."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection as SqlConnection
from sqlalchemy import create_engine, event
from sqlalchemy.pool import StaticPool
from sqlcipher3 import dbapi2

from collector_tui.resources import db_folder
from collector_tui.store.connection import Connection, connect, told
from collector_tui.store.errors import SchemaDiffers
from collector_tui.store.rebuild import rebuild
from collector_tui.store.schema import APPLICATION_ID, SCHEMA_VERSION, schema_of

_HEAD: Final = "head"


def migrate(path: Path, *, scripts: Path | None = None, target: str = _HEAD) -> None:
    """Run every revision that the book lacks, each in one transaction: after a fault the book is as it was before it.

    `scripts` is the Alembic folder (None: the one that came with the program). Raises a BookError; SchemaDiffers when
    a revision did not make the schema that db/migrations/golden holds for it.
    """
    folder = scripts or db_folder("migrations")
    with told(path), _migrating(path) as connection:
        config = Config()
        config.set_main_option("script_location", str(folder).replace("%", "%%"))
        config.attributes["connection"] = connection
        config.attributes["applied"] = _Applied(path, folder)
        command.upgrade(config, target)


@contextmanager
def _migrating(path: Path) -> Iterator[SqlConnection]:
    driver = connect(path, migrating=True)
    try:
        engine = create_engine(
            "sqlite://", module=dbapi2, creator=lambda: driver, poolclass=StaticPool, hide_parameters=True
        )
        event.listen(engine, "begin", _begin_immediate)
        with engine.connect() as connection:
            yield connection
    finally:
        driver.close()


def _begin_immediate(connection: SqlConnection) -> None:
    connection.exec_driver_sql("BEGIN IMMEDIATE")


class _Applied:
    """Called by Alembic after each revision, inside its transaction: what it raises undoes that revision."""

    def __init__(self, path: Path, folder: Path) -> None:
        self._path = path
        self._golden = folder / "golden"

    def __call__(self, *, ctx: Any, step: Any, **_: object) -> None:  # noqa: ANN401 - Alembic's own
        driver: Connection = ctx.connection.connection.driver_connection
        revision = str(step.up_revision_id)
        if driver.execute("PRAGMA foreign_key_check").fetchone():
            raise SchemaDiffers(path=self._path, where=revision)
        golden = (self._golden / f"{revision}.txt").read_text(encoding="utf-8")
        if schema_of(driver) != golden:
            raise SchemaDiffers(path=self._path, where=revision)
        if int(revision) == SCHEMA_VERSION:
            _project(driver)
        driver.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        driver.execute(f"PRAGMA user_version = {int(revision)}")


def _project(connection: Connection) -> None:
    """Make the projections anew as this program has them: a revision changes their tables, never what is true."""
    if connection.execute("SELECT 1 FROM entry").fetchone():
        rebuild(connection)
