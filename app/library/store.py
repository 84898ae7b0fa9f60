"""The library's store: what is read (store_reads.py) and what is written."""

from __future__ import annotations

from app.library.store_reads import LibraryReads


class LibraryStore(LibraryReads):
    """Reads and writes the library. Any thread."""
