"""What the command line asks for, done: data read, a job written, or what kmanim tells of itself."""

from __future__ import annotations

import argparse
import json
from math import prod
from typing import TYPE_CHECKING, Any

from kmanim.command import asked
from kmanim.command.console import Console
from kmanim.command.signals import Signals
from kmanim.command.surroundings import surroundings
from kmanim.errors import InputError, listed, shown

if TYPE_CHECKING:
    from kmanim.data.dataset import Dataset


def carry_out(said: argparse.Namespace, console: Console, signals: Signals) -> None:
    """Do what the command line asks for, and give the result.

    Parameters
    ----------
    said : Namespace
        As `parse` gives it.
    console : Console
        Where things are said.
    signals : Signals
        Those that came meanwhile.

    Raises
    ------
    KmanimError
        If it cannot be done.
    """
    if said.list or said.completion is not None:
        _tell_of_itself(said, console)
        return
    if said.gallery is not None:
        _gallery(said, console)
        return
    if said.data is None:
        raise InputError("which data? give a built-in data set such as mtcars, or a file; see kmanim --help")
    if said.kinds != "none":
        console.say(f"kmanim: {shown(said.data)}: reading …")
    with surroundings(console):
        from kmanim.job.workers import processes  # noqa: PLC0415 - not needed for --help
        from kmanim.simulate.registry import make_parameters, parameters_of  # noqa: PLC0415 - not needed for --help

        _check_folder(said)
        dataset, large = asked.dataset(said)
        for note in dataset.notes:
            console.warn(note)

        def progress(done: int, of: int, what: str) -> None:
            if signals.came:
                raise signals.came
            console.progress(done, of, what)

        # Of rows that are not kept none is asked for by its number.
        options = asked.film_options(said, dataset, console) if large is None else said.film_options
        job = asked.job(said, dataset, options, progress, asked.beside(said), large)
        _check_signs(dataset, console)
        if large is not None:
            from kmanim.job.in_pieces import expected  # noqa: PLC0415 - wanted by few

            job.check_pieces()
            parameters = make_parameters(said.algorithm, said.parameters)
            forecast, numbers = expected(large, parameters, job.workers)
            if said.dry_run:  # which files there will be, the run alone can say
                _give(console, [] if said.json else [forecast], numbers if said.json else None)
                return
            console.say(f"kmanim: {forecast} …")
        asked.spare_input(said, job)
        if said.dry_run:
            job.check()
            _give(console, [str(path) for path in job.paths], {"dry_run": True} if said.json else None)
            return

        runs = prod(map(len, said.sweep)) if said.sweep else 1
        forecast = parameters_of(said.algorithm).forecast(dataset.n, runs)
        if forecast:
            console.say(f"kmanim: {forecast} …")
        report = job.write(progress=progress, workers=processes(said.jobs))
        console.clear()
        for note in report.notes[len(dataset.notes) :]:
            console.warn(note)
    try:
        _give(console, [str(path) for path in report.files], report.as_json() if said.json else None)
    finally:
        # Last, for whoever sits at a terminal; also if nobody reads stdout.
        if report.films:
            console.say(report.table())
        console.say(f"kmanim: {report.summary()}")


def _give(console: Console, paths: list[str], result: dict[str, Any] | None) -> None:
    """Give the result on stdout: the paths one a line, or all of it as one JSON object."""
    lines = paths if result is None else [json.dumps(result | {"files": paths}, allow_nan=False)]
    for line in lines:
        console.give(line)
    console.flush()


def _tell_of_itself(said: argparse.Namespace, console: Console) -> None:
    """Say what can be asked for, to people, programs or shells."""
    flag = "--list" if said.list else "--completion"
    if said.data is not None:
        raise InputError(f"{flag} takes no data set, got {shown(repr(said.data))}; leave one of the two out")
    from kmanim.command.listing import as_json, as_text  # noqa: PLC0415 - asked for by few

    if not said.list:
        from kmanim.command.completion import completion  # noqa: PLC0415 - its package is an extra

        console.give(completion(said.completion).rstrip())
    elif said.json:
        console.give(json.dumps(as_json(), allow_nan=False, ensure_ascii=False))
    else:
        console.give(as_text())


def _gallery(said: argparse.Namespace, console: Console) -> None:
    if said.data is not None:
        raise InputError("--gallery takes no data set; it rebuilds the published pictures")
    with surroundings(console):
        from kmanim.gallery.build import build, slow_files  # noqa: PLC0415 - heavy
        from kmanim.gallery.check import require_current  # noqa: PLC0415 - heavy

        if said.gallery == "check":
            require_current()
            left = slow_files()
            but = (
                f"; there, and not made again, since it takes many minutes: {', '.join(left)}" if left else ""
            )
            console.say(f"kmanim: the gallery is what the code makes{but}")
            return
        for path in build(progress=console.progress):
            console.give(str(path))


def _check_folder(said: argparse.Namespace) -> None:
    """Refuse a folder that cannot be written, before anything is read."""
    from kmanim.export.folder import Folder  # noqa: PLC0415 - not needed for --help

    if said.out is None:
        return
    if not said.out.strip():
        raise InputError("--out needs the name of a folder, got ''")
    if said.out == "-":
        raise InputError("--out must be a folder, as there are many files; write ./- for one of that name")
    Folder(said.out, job="", force=said.force).check(())


def _check_signs(dataset: Dataset, console: Console) -> None:
    """Say once which signs of the names no font here can draw, and what stands for these names."""
    from kmanim.letters.fonts import lacking, spelled  # noqa: PLC0415 - heavy

    features = [*dataset.features, *([dataset.target.feature] if dataset.target else [])]
    names = {
        "the name of the data is left out": (dataset.name,),
        "columns go by numbers": [feature.title for feature in features],
        "categories go by numbers": [level for feature in features for level in feature.levels],
        "rows go by numbers": dataset.labels[:1000] if dataset.labels is not None else (),
    }
    signs = lacking(name for group in names.values() for name in group)
    if signs:
        some = " ".join(shown(sign) for sign in signs[:5]) + (" …" if len(signs) > 5 else "")
        which = "1 character" if len(signs) == 1 else f"{len(signs)} characters"
        given_way = [what for what, group in names.items() if not all(map(spelled, group))]
        console.warn(
            f"No font here has {which} of the names ({some}): "
            f"{listed(given_way) or 'names are written without symbols'}."
        )
