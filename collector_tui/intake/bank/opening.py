"""A bank's file, whatever its name: the format is told by the content, and ZIPs are looked into within limits."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from hashlib import sha256
from pathlib import Path, PurePath
from tempfile import TemporaryDirectory
from typing import Final
from zipfile import BadZipFile, ZipFile

from collector_tui.domain.bank import BankStatement
from collector_tui.domain.errors import N_
from collector_tui.intake.bank.refusals import AchOrders, BankFileTooLarge, DamagedBankFile
from collector_tui.intake.refusals import FileEmpty, FileMissing, readable
from collector_tui.intake.remembered import Remembered
from collector_tui.services.bank_source import BankFile
from collector_tui.services.import_report import ImportOptions, Note

NOTHING_TOLD: Final = ImportOptions()
MOST_BYTES: Final = 64 << 20
MOST_OFX: Final = 8 << 20
"""Its reader takes a hundred times as much memory as the file has bytes."""
MOST_MEMBERS: Final = 200
SAME_AGAIN: Final = N_("It says the same as {file}: its movements were left out.")
DOES_NOT_ADD_UP: Final = N_("Account {account}: the movements do not lead from the opening to the closing balance.")

_IS_ENCRYPTED: Final = 1
_HEAD: Final = 4096
_LONGEST_SUFFIX: Final = 8
_CAMT: Final = re.compile(rb"camt\.05[234]|<(?:\w+:)?BkToCstmr", re.ASCII)
_XML: Final = re.compile(rb"\s*<(?:\?xml|!DOCTYPE|[A-Za-z])", re.ASCII)
_MT940: Final = re.compile(rb"^\s*:(?:20|25|28C?|60[FM]|61|86|940):", re.ASCII | re.MULTILINE)
_OFX: Final = re.compile(rb"OFXHEADER|<OFX>", re.ASCII | re.IGNORECASE)
_BAI2: Final = re.compile(rb"01,[^,\r\n]*,[^,\r\n]*,[\d/]{6,8},", re.ASCII)
_ACH: Final = re.compile(rb"(?:101 |5[0-9]{3}|6[0-9]{2}|799)[^\r\n]{70,}", re.ASCII)


def open_bank_files(paths: Sequence[Path], told: ImportOptions = NOTHING_TOLD) -> tuple[BankFile, ...]:
    """Return the statements of all files. What says the same as an earlier one is told, and its lines do not count."""
    found: list[BankFile] = []
    seen: dict[tuple[BankStatement, ...], str] = {}
    for one in (one for path in paths for one in open_bank_file(path, told)):
        if first := seen.get(one.statements):
            one = BankFile(one.name, one.format, (), (Note(SAME_AGAIN, (("file", first),)),))  # noqa: PLW2901
        elif one.lines:
            seen[one.statements] = one.name
        found.append(one)
    return tuple(found)


def open_bank_file(path: Path, told: ImportOptions = NOTHING_TOLD) -> tuple[BankFile, ...]:
    """Return the file's statements, one BankFile a file of a ZIP. `told`: what a file may not tell itself.

    Raises FileMissing, FileEmpty, FileUnreadable, the refusals of intake.bank, and for tables those of intake.readers.
    All or nothing: one bad file of a ZIP refuses the ZIP.
    """
    with readable(path):
        if not path.is_file():
            raise FileMissing(file=str(path))
        if path.stat().st_size > MOST_BYTES:
            raise BankFileTooLarge(file=path.name)
        data = path.read_bytes()
    if not data:
        raise FileEmpty(file=path.name)
    if data.startswith(b"PK\x03\x04") and not _is_workbook(path):
        return tuple(_of_zip(name, member, told) for name, member in _members(path.name, data))
    with readable(path):
        return (_read(path.name, data, path, told),)


def _of_zip(name: str, data: bytes, told: ImportOptions) -> BankFile:
    """Read a ZIP's file. Readers of tables want a file of its own, which is gone again when it is read."""
    with TemporaryDirectory() as folder:
        path = Path(folder, f"table{PurePath(name).suffix[:_LONGEST_SUFFIX]}")
        path.write_bytes(data)
        return _read(name, data, path, told)


def _members(name: str, data: bytes) -> Iterator[tuple[str, bytes]]:
    """Yield a ZIP's files. What its directory claims is not trusted: reading stops at the limit."""
    try:
        with ZipFile(io.BytesIO(data)) as archive:
            infos = [one for one in archive.infolist() if not one.is_dir()]
            if len(infos) > MOST_MEMBERS or sum(one.file_size for one in infos) > MOST_BYTES:
                raise BankFileTooLarge(file=name)
            if not infos or any(one.flag_bits & _IS_ENCRYPTED for one in infos):
                raise DamagedBankFile(file=name, format="ZIP", why="encrypted" if infos else "empty")
            left = MOST_BYTES
            for info in infos:
                with archive.open(info) as member:
                    content = member.read(left + 1)
                left -= len(content)
                if left < 0:
                    raise BankFileTooLarge(file=name)
                yield info.filename, content
    except (BadZipFile, NotImplementedError, ValueError, EOFError, OSError) as error:
        raise DamagedBankFile(file=name, format="ZIP", why=str(error)) from None


def _read(name: str, data: bytes, path: Path, told: ImportOptions) -> BankFile:
    found = _by_content(name, data, path, told)
    notes = [Note(DOES_NOT_ADD_UP, (("account", one.account),)) for one in found.statements if not one.adds_up]
    return replace(found, notes=(*found.notes, *notes), sha256=sha256(data).hexdigest())


def is_bank_file(path: Path, remembered: Remembered = lambda _headings: None) -> bool:
    """Tell by the content whether a file is a bank's.

    A table is one if its headings say so by themselves and nobody has said how they are to be read (`remembered`).
    """
    with readable(path):
        if not path.is_file():
            return False
        with path.open("rb") as file:
            head = file.read(_HEAD).lstrip(b"\xef\xbb\xbf \r\n\t")
        if head.startswith(b"PK\x03\x04") and not _is_workbook(path):
            return True
        if any(shape.search(head) for shape in (_OFX, _CAMT, _MT940)) or _BAI2.match(head):
            return True
        from collector_tui.intake.bank.table import is_bank_table

        return is_bank_table(path, remembered)


def _is_workbook(path: Path) -> bool:
    try:
        with ZipFile(path) as archive:
            return bool({"[Content_Types].xml", "mimetype"} & set(archive.namelist()))
    except (BadZipFile, OSError):
        return True  # whoever reads workbooks knows what to say of a broken one


def _by_content(name: str, data: bytes, path: Path, told: ImportOptions) -> BankFile:
    head = data.lstrip(b"\xef\xbb\xbf \r\n\t")[:_HEAD]
    if _OFX.search(head):
        if len(data) > MOST_OFX:
            raise BankFileTooLarge(file=name)
        from collector_tui.intake.bank.ofx import read_ofx

        return read_ofx(name, data)
    if _XML.match(head) or head.startswith((b"\xff\xfe<", b"\xfe\xff\x00<")):
        from collector_tui.intake.bank.camt import read_camt

        return read_camt(name, data)
    if _BAI2.match(head):
        from collector_tui.intake.bank.bai import read_bai2

        return read_bai2(name, data, told.currency)
    if _ACH.match(head):
        raise AchOrders(file=name)
    if _MT940.search(head):
        from collector_tui.intake.bank.mt940 import read_mt940

        return read_mt940(name, data, told.currency)
    from collector_tui.intake.bank.table import read_table

    return read_table(name, path, told)
