"""Mutation testing: ``python tests/mutation/run.py model selection``; see ``make mutate``.

cosmic-ray changes one operator, number or condition at a time, in a copy of the project. A mutant
that no test notices survives. Starting Python and importing the libraries would take most of the
time, so a server does that once, and forks for every mutant.
"""

from __future__ import annotations

import argparse
import compileall
import os
import py_compile
import random
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import tempfile
from contextlib import suppress
from importlib import import_module
from pathlib import Path

from ask import HUNG

ROOT = Path(__file__).resolve().parents[2]
LIBRARIES = (
    "babel.dates", "babel.numbers", "click", "hypothesis", "hypothesis.strategies", "jinja2",
    "lxml.etree", "polib", "pydantic", "pytest", "yaml",
)  # fmt: skip
EARLY = {
    "assembly": ("clausekit.catalogue.catalogue", "clausekit.selection.selection",
                 "clausekit.language.locale", "clausekit.word.render"),
}  # fmt: skip
"""What of the library itself may be imported before the mutated package is."""
_LONGEST = 150
"""Seconds of processor time after which a mutant that hangs is killed, which counts as noticed.

By the clock, a busy machine would take survivors for mutants that hang.
"""


def main() -> None:
    """Mutate, and print the score and the survivors of each package."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("packages", nargs="+", choices=["model", "selection", "assembly"])
    parser.add_argument("--keep", type=Path, default=Path("out/mutation"), help="for the sessions")
    parser.add_argument("--sample", type=int, help="try this many mutants, drawn by lot, not all")
    parser.add_argument("--lot", type=int, default=1, help="with another number, another sample")
    parser.add_argument(
        "--again", action="store_true", help="try the survivors of the last run again, no others"
    )
    options = parser.parse_args()
    options.keep.mkdir(parents=True, exist_ok=True)
    for package in options.packages:
        with tempfile.TemporaryDirectory() as folder:
            copy = Path(folder) / "copy"
            _copy(copy)
            session = options.keep.resolve() / f"{package}.sqlite"
            if options.again:
                with sqlite3.connect(session) as database:
                    database.execute("DELETE FROM work_results WHERE test_outcome = 'SURVIVED'")
            else:
                session.unlink(missing_ok=True)
            _mutate(copy, package, session, options.sample, options.lot)
        _report(package, session)


def _copy(target: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__", ".*", "out", "dist")
    for name in ("src", "tests", "templates", "pyproject.toml"):
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, target / name, ignore=ignored)
        else:
            shutil.copy(source, target / name)


def _mutate(copy: Path, package: str, session: Path, sample: int | None, lot: int) -> None:
    config = copy / "tests" / "mutation" / f"{package}.toml"
    address = str(copy.parent / "socket")
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])
    environment = {**os.environ, "PATH": path, "CLAUSEKIT_MUTATION": address}
    # What does not change is compiled once; what changes is compiled by whoever imports it, since
    # two mutants of the same size within one second would be taken for each other.
    compileall.compile_dir(
        copy / "src",
        quiet=1,
        invalidation_mode=py_compile.PycInvalidationMode.UNCHECKED_HASH,
    )
    shutil.rmtree(copy / "src" / "clausekit" / package / "__pycache__")
    tool = [sys.executable, "-m", "cosmic_ray.cli"]
    filtering = [sys.executable, "-m", "cosmic_ray.tools.filters.operators_filter"]
    server = os.fork()
    if server == 0:
        _serve(address, copy, package)
    try:
        new = not session.exists()
        for command in (
            *([[*tool, "init", config, session], [*filtering, session, config]] if new else ()),
            [*tool, "baseline", config],
            [*tool, "exec", config, session],
        ):
            if "exec" in command and sample is not None and new:
                _draw(session, sample, lot)
            subprocess.run([*map(str, command)], cwd=copy, env=environment, check=True)
    finally:
        os.kill(server, signal.SIGTERM)
        os.waitpid(server, 0)


def _draw(session: Path, sample: int, lot: int) -> None:
    """Skip all mutants but *sample*, the same ones in every run with the same *lot*."""
    with sqlite3.connect(session) as database:
        ranked = (
            "SELECT job_id, module_path, start_pos_row, start_pos_col, operator_name, occurrence "
            "FROM mutation_specs WHERE job_id NOT IN (SELECT job_id FROM work_results) "
            "ORDER BY 2, 3, 4, 5, 6"
        )
        jobs = [row[0] for row in database.execute(ranked)]
        kept = set(random.Random(lot).sample(jobs, min(sample, len(jobs))))
        database.executemany(
            "INSERT INTO work_results (worker_outcome, job_id) VALUES ('SKIPPED', ?)",
            [(job,) for job in jobs if job not in kept],
        )


def _serve(address: str, copy: Path, package: str) -> None:
    os.chdir(copy)
    sys.path[:0] = [str(copy / "src")]
    for name in (*LIBRARIES, *EARLY.get(package, ())):
        import_module(name)
    if any(name.startswith(f"clausekit.{package}") for name in sys.modules):
        raise RuntimeError(f"{package} was imported before it was mutated")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(address)
        listener.listen()
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                _answer(connection)
            connection.close()


def _answer(connection: socket.socket) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.setitimer(signal.ITIMER_PROF, _LONGEST)
    import pytest

    wanted = connection.makefile("rb").readline().decode().rstrip("\n").split("\0")
    sys.dont_write_bytecode = True
    with Path(os.devnull).open("w") as nowhere:
        os.dup2(nowhere.fileno(), 1)
        os.dup2(nowhere.fileno(), 2)
    code = 99
    with suppress(BaseException):
        # The libraries are loaded already, and so not rewritten: nothing of them is asserted.
        quiet = ["-W", "ignore::pytest.PytestAssertRewriteWarning"]
        arguments = ["-x", "-q", "-p", "no:cacheprovider", "--hypothesis-profile=mutation", *quiet]
        code = int(pytest.main([*arguments, *wanted]))
    connection.sendall(f"{code}\n".encode())
    os._exit(0)


def _report(package: str, session: Path) -> None:
    query = (
        "SELECT test_outcome, module_path, operator_name, start_pos_row, diff, output "
        "FROM work_results "
        "JOIN mutation_specs USING (job_id) WHERE worker_outcome != 'SKIPPED' "
        "ORDER BY module_path, start_pos_row"
    )
    with sqlite3.connect(session) as database:
        rows = database.execute(query).fetchall()
    lived = [row for row in rows if row[0] == "SURVIVED"]
    hung = sum(HUNG in (row[5] or "") for row in rows)
    for _, module, operator, line, diff, _ in lived:
        changed = [one for one in (diff or "").splitlines() if one[:1] in "+-"][2:]
        print(f"{module}, line {line}: {operator}", *changed, sep="\n    ")  # noqa: T201
    share = 100 * (1 - len(lived) / len(rows)) if rows else 0
    print(  # noqa: T201
        f"{package}: {len(rows)} mutants, {len(lived)} survived, {share:.1f} % noticed, "
        f"{hung} of them by the time they took"
    )


if __name__ == "__main__":
    main()
