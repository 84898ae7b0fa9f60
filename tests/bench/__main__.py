"""Run the benchmarks and write BENCHMARKS.md: `./bench [NAME…]`."""

from __future__ import annotations

import importlib
import sys
import tempfile
from pathlib import Path

from tests.bench import figures

NAMES = ("scan", "rescan", "search", "table", "start", "responsiveness", "kill")
PAGE = Path(__file__).parents[2] / "BENCHMARKS.md"


def main(names: list[str]) -> int:
    """Run the named benchmarks (all of them without a name); 1 where a limit was missed."""
    unknown = set(names) - set(NAMES)
    if unknown:
        sys.stderr.write(f"There is no benchmark {', '.join(unknown)}; there are: {NAMES}\n")
        return 2
    missed = 0
    for name in names or NAMES:
        module = importlib.import_module(f"tests.bench.{name}")
        sys.stderr.write(f"== {name}\n")
        with tempfile.TemporaryDirectory(prefix=f"ouzel-bench-{name}-") as folder:
            section = module.measure(Path(folder))
        figures.write(PAGE, section)
        for figure in section.figures:
            missed += not figure.is_kept
            mark = "" if figure.is_kept else "  MISSED"
            sys.stderr.write(f"{figure.name}: {figure.value:.4g} {figure.unit}{mark}\n")
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))
