"""The program's version, which stands in pyproject.toml."""

from __future__ import annotations

from pathlib import Path


def version() -> str:
    """Read the version: from the source tree where this is one, else as installed."""
    import tomllib  # here and below: most starts never ask

    project = Path(__file__).parent.parent / "pyproject.toml"
    try:
        return str(tomllib.loads(project.read_text(encoding="utf-8"))["project"]["version"])
    except (OSError, KeyError):
        from importlib import metadata

        return metadata.version("ouzel")
