"""Why a book cannot be opened or written: one class a failure. `path` is the user's own; no customer's data."""

from __future__ import annotations

from collector_tui.domain.errors import CollectorError, ExitCode, N_


class BookError(CollectorError):
    """The book cannot be used as it is."""

    exit_code = ExitCode.BOOK


class BookMissing(BookError):
    template = N_(
        "There is no book at {path}. Nothing was created; name the right one with --book, or begin one with "
        "`collector import`."
    )


class BookIsFolder(BookError):
    template = N_("{path} is a folder, not a book. Nothing was changed; name the file inside it with --book.")


class BookIsNoFile(BookError):
    template = N_("{path} is a device or a pipe, not a book. Nothing was changed; name a file with --book.")


class BookLinkBroken(BookError):
    template = N_("{path} is a link that leads nowhere. Nothing was created; put the book back where it points.")


class BookEmpty(BookError):
    template = N_(
        "{path} is empty: whatever it held is gone. It was left as it is; take a backup with `collector restore`."
    )


class BookIsText(BookError):
    template = N_("{path} is not a book, it holds something else. It was left as it is; name the book with --book.")


class BookEncrypted(BookError):
    template = N_(
        "{path} is encrypted, or is not a book at all. It was left as it is; name a book that is not encrypted."
    )


class BookForeign(BookError):
    template = N_("{path} is another program's database. It was left as it is; name the book with --book.")


class BookNewer(BookError):
    template = N_(
        "{path} was written by a newer collector (schema {found}, this one knows {known}). It was left as it is; "
        "update the program."
    )


class BookDamaged(BookError):
    template = N_(
        "{path} is damaged. It was left as it is; run `collector check`, then take a backup with `collector restore`."
    )


class BookUnreadable(BookError):
    template = N_("{path} may not be read by you. It was left as it is; mend its permissions.")


class BookReadOnly(BookError):
    template = N_(
        "{path}, or the folder that it is in, may not be written. It was left as it is; mend the permissions, or copy "
        "the book elsewhere."
    )


class BookBusy(BookError):
    template = N_("{path} was kept busy by another program for too long. Nothing was written; try again.")


class BookUnsafe(BookError):
    template = N_(
        "{path} lies where a save cannot be made safe ({pragma} is {found}). Nothing was written; move the book to a "
        "local disk."
    )


class BookFull(BookError):
    template = N_("The disk that holds {path} is full. Nothing of this was saved; make room and do it again.")


class BookFault(BookError):
    template = N_(
        "The disk that holds {path} failed ({fault}). Nothing of this was saved; look after the disk, then run "
        "`collector check`."
    )


class SchemaDiffers(BookError):
    template = N_(
        "The schema of {path} is not what this program made it (at {where}). Nothing was changed; install the program "
        "again, or take a backup with `collector restore`."
    )
