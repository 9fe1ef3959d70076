"""The command as the page shows it: what is left out, and that it can be said again."""

import shlex

import pytest

from kmanim.command.options import parse


@pytest.mark.parametrize(
    ("words", "again"),
    [
        ("mtcars", "mtcars"),
        ("mtcars --runs 12 --out x --force --quiet --json", "mtcars --runs 12"),
        ("--out=/home/me/x mtcars --k=3 --dry-run --traceback", "mtcars --k=3"),
        (
            "/home/me/my.csv --sweep eps=1:2:1 --algorithm dbscan",
            "my.csv --sweep eps=1:2:1 --algorithm dbscan",
        ),
        ("mtcars --sweep k=2:4 --with ../a/b.csv", "mtcars --sweep k=2:4 --with b.csv"),
        ("mtcars --sweep k=2:4 --with=../a/b.csv", "mtcars --sweep k=2:4 --with=b.csv"),
        ("mtcars --init '-5,3 2,2'", "mtcars --init '-5,3 2,2'"),
        ("-", "-"),
        ("mtcars -qk3 -ox -o y --jobs 2", "mtcars -k 3"),
        ("mtcars -qo/home/me/x -k=3", "mtcars -k=3"),
        (
            "../x/cars.csv --columns '{{ x }},$a' --compare-inits",
            "cars.csv --columns '{{ x }},$a' --compare-inits",
        ),
        ("mtcars --columns mtcars,x", "mtcars --columns mtcars,x"),
    ],
)
def test_the_command_again(words, again):
    assert parse(shlex.split(words)).command == f"python -m kmanim {again}"


def test_what_is_shown_asks_for_the_same():
    said = parse(shlex.split("mtcars --runs 3 --size 160x120 --out x --pace 2 --post markdown --url '/a b/'"))
    once_more = parse(shlex.split(said.command)[3:])
    assert vars(once_more) | {"out": "x"} == vars(said)
