"""Makes a music folder like real ones: `python -m tests.bench.make_library OUT N`.

The same seed and N give the same files, byte for byte, with the same mutagen and encoders.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from multiprocessing import Pool
from pathlib import Path
from time import monotonic

from tests.bench.generator import templates
from tests.bench.generator.folder import make_album
from tests.bench.generator.plan import plan


def main(words: list[str]) -> None:
    """Make what the words ask for, and say what was made."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("out", type=Path)
    parser.add_argument("count", type=int, help="how many audio files")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--jobs", type=int, default=2, help="processes that write")
    wanted = parser.parse_args(words)
    templates.build()
    begun = monotonic()
    albums = plan(wanted.count, wanted.seed)
    wanted.out.mkdir(parents=True, exist_ok=True)
    with Pool(wanted.jobs) as pool:
        make = partial(make_album, wanted.out, wanted.seed)
        made = list(pool.imap_unordered(make, albums, chunksize=8))
    files, size_bytes = (sum(numbers) for numbers in zip(*made, strict=True))
    sys.stdout.write(
        f"{files} files, {len(albums)} albums, {len({album.artist for album in albums})} artists,"
        f" {size_bytes / 1e6:.0f} MB of audio, {monotonic() - begun:.1f} s\n"
    )


if __name__ == "__main__":
    main(sys.argv[1:])
