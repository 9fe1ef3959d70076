"""Dataclasses whose methods are made late are those that Python makes."""

import dataclasses

import pytest

from kmanim.command.late_methods import methods_made_late


def made(**how):
    @dataclasses.dataclass(**how)
    class Point:
        x: int
        y: list = dataclasses.field(default_factory=list, repr=False)
        near: object = dataclasses.field(default=None, compare=False)

    return Point


def told(kind):
    """Everything that its methods say, errors included."""
    one, same, other = kind(1, [2]), kind(1, [2], near=3), kind(2)
    ways = (
        lambda: (repr(one), repr(same), one == same, one == other, one != other, one == 1),
        lambda: hash(dataclasses.replace(one, y=())) == hash(dataclasses.replace(same, y=())),
        lambda: isinstance(hash(one), int),
        lambda: setattr(one, "x", 5),
        lambda: setattr(one, "z", 5),
        lambda: delattr(one, "x"),
        lambda: (
            dataclasses.asdict(other),
            kind.__doc__,
            kind.__eq__.__qualname__,
            kind.__repr__.__qualname__,
        ),
    )
    for way in ways:
        try:
            yield way()
        except (TypeError, AttributeError) as error:
            yield type(error), str(error)


@pytest.mark.parametrize(
    "how",
    [{}, {"frozen": True}, {"frozen": True, "slots": True}, {"eq": False}, {"unsafe_hash": True}],
)
def test_they_do_the_same(how):
    with methods_made_late():
        late = made(**how)
    assert list(told(late)) == list(told(made(**how)))


def test_a_class_that_contains_itself_is_printed():
    with methods_made_late():
        kind = made()
    one = kind(1)
    one.near = one
    assert "near=..." in repr(one)


def test_python_is_left_as_it_was(monkeypatch):
    before = dict(vars(dataclasses))
    with pytest.raises(KeyError), methods_made_late():
        raise KeyError
    assert vars(dataclasses) == before
    monkeypatch.delattr(dataclasses, "_create_fn", raising=False)  # as from Python 3.13 on
    with methods_made_late():
        assert not hasattr(dataclasses, "_create_fn")
