"""The command that looks whether all is well: doctor."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from app.commands.base import Access, Call, Command, Exit
from app.commands.output import Json
from app.commands.rows import utf8_path
from app.models import Problem


def _doctor(call: Call, _arguments: argparse.Namespace) -> int:
    from app.doctor import examine  # late: it looks at much that other commands never need

    findings = examine(call.paths, call.output.progress)
    for fact in findings.facts:
        call.tell(str(fact))
    for problem in findings.problems:
        call.show(_problem_row(problem), _problem_words(problem))
    database = "ok" if findings.is_database_sound else "damaged"
    count = len(findings.problems)
    call.show(
        {"event": "done", "database": database, "problems": count},
        f"Database: {database}. Problems: {count or 'none'}.",
    )
    return Exit.DONE


def _problem_row(problem: Problem) -> dict[str, Json]:
    path = problem.path
    return {
        "kind": problem.kind.value,
        "path": utf8_path(path) if path else None,
        "reason": problem.reason,
        "fix": problem.fix,
        "uri": Path(os.fsdecode(path)).as_uri() if path.startswith(b"/") else None,
    }


def _problem_words(problem: Problem) -> str:
    where = f"{os.fsdecode(problem.path)}: " if problem.path else ""
    fix = f" {problem.fix}" if problem.fix else ""
    return f"- {where}{problem.reason}{fix}"


COMMANDS = (
    Command("doctor", "look whether the installation and the library are well", Access.LOOKS,
            _doctor),
)  # fmt: skip
