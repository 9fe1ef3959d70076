"""Tables as pages carry them, read in node: every double is Python's, every row has its number."""

import json

import numpy as np
import pytest
from node import asked, bits, needs_node

import kmanim
from kmanim.page.builtin_tables import OFFERED, offered, whole
from kmanim.page.packed import packed

pytestmark = needs_node

_READ = """
import { unpackTable } from "./explore/packed.js";
answer(Object.entries(given).map(([name, packed]) => {
  const table = unpackTable(name, packed);
  return { columns: table.columns.map(bits), rows: table.rows ?? null, names: table.names, features: table.features };
}));
"""

ODD = {
    "gaps": [[1, 2], [np.nan, 2], [3, 4], [5, 6.5], [np.nan, 7], [8, 9]],
    "tenths": np.round(np.arange(60).reshape(30, 2) / 10 - 1, 1),
    "thirds": np.arange(60).reshape(30, 2) / 3,
    "far": np.arange(60).reshape(30, 2) * 1e12,
    "wide": np.arange(60).reshape(30, 2) * 1e7,
    "signs": np.where(np.arange(60).reshape(30, 2) % 2, -0.0, 1.5),
    "still": np.full((30, 2), 0.1),
    "fine": np.arange(60).reshape(30, 2) * 1e-7,
    "bits": np.arange(50).reshape(25, 2) % 3,
    "widest": np.arange(60).reshape(30, 2) * 33_333_331 - 999_999_930,
}


@pytest.fixture(scope="module")
def odd():
    return {name: kmanim.load(points, missing="drop") for name, points in ODD.items()}


def test_offered_sets_are_read_as_they_are():
    read = asked(_READ, json.loads(json.dumps(dict(offered()))))
    for name, table in zip(OFFERED, read, strict=True):
        data = whole(name)
        assert table["columns"] == [bits(column) for column in data.points.T]
        assert table["rows"] == (None if data.rows is None else data.rows.tolist())
        assert table["names"] == (None if data.labels is None else list(data.labels))
        assert [(f["name"], f["title"], f["unit"]) for f in table["features"]] == [
            (f.name, f.title, f.unit) for f in data.features
        ]


def test_so_are_odd_numbers(odd):
    read = asked(_READ, {name: packed(data, source="given") for name, data in odd.items()})
    for (name, data), table in zip(odd.items(), read, strict=True):
        assert table["columns"] == [bits(column) for column in data.points.T], name
        assert table["rows"] == (None if data.rows is None else data.rows.tolist())


def test_decimals_are_bytes_and_what_is_none_stays_json(odd):
    kinds = {name: type(packed(data, source="given")["columns"][1]) for name, data in odd.items()}
    assert kinds == {
        "gaps": list, "tenths": dict, "thirds": list, "far": list, "wide": dict, "signs": list, "still": dict,
        "fine": list, "bits": dict, "widest": dict,
    }  # fmt: skip
