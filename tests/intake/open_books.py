"""ODS workbooks made from their XML, so that the broken ones can be made too."""

from __future__ import annotations

import zipfile
from datetime import date
from pathlib import Path

KIND = "application/vnd.oasis.opendocument.spreadsheet"
NAMES = (
    "".join(
        f' xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "style", "table", "text")
    )
    + ' xmlns:calcext="urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0"'
)
LOCKED = "<manifest:file-entry><manifest:encryption-data/></manifest:file-entry>"
MANIFEST = (
    '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">{}</manifest:manifest>'
)


def value(kind: str, attributes: str = "", text: str = "", more: str = "") -> str:
    return (
        f'<table:table-cell office:value-type="{kind}" {attributes} {more}><text:p>{text}</text:p></table:table-cell>'
    )


def cell(content: object) -> str:
    """A text, '=12.50' a number, a day, or None."""
    if content is None:
        return "<table:table-cell/>"
    if isinstance(content, date):
        return value("date", f'office:date-value="{content}"', f"{content:%d/%m/%y}")
    if str(content).startswith("="):
        return value("float", f'office:value="{str(content)[1:]}"', "about")
    return value("string", "", str(content))


def row(*cells: object, times: int = 1) -> str:
    xml = "".join(one if str(one).startswith("<") else cell(one) for one in cells)
    return f'<table:table-row table:number-rows-repeated="{times}">{xml}</table:table-row>'


def blank(times: int) -> str:
    return row('<table:table-cell table:number-columns-repeated="16384"/>', times=times)


def table(*rows: str, name: str = "Sheet1", style: str = "shown") -> str:
    return f'<table:table table:name="{name}" table:style-name="{style}">{"".join(rows)}</table:table>'


def style(name: str, shown: str) -> str:
    return f'<style:style style:name="{name}"><style:table-properties table:display="{shown}"/></style:style>'


STYLES = f"<office:automatic-styles>{style('shown', 'true')}{style('hidden', 'false')}</office:automatic-styles>"


def write_document(
    path: Path, *tables: str, before: str = "", manifest: str = "", parts: tuple[tuple[str, str], ...] = ()
) -> Path:
    """Write a document with these tables; more of its parts are named with their content."""
    body = f"<office:body><office:spreadsheet>{''.join(tables)}</office:spreadsheet></office:body>"
    content = f"{before}<office:document-content{NAMES}>{STYLES}{body}</office:document-content>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", KIND, zipfile.ZIP_STORED)
        for name, text in (("content.xml", content), ("META-INF/manifest.xml", MANIFEST.format(manifest)), *parts):
            archive.writestr(name, text)
    return path
