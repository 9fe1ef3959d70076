"""Data sets of Python as pages have them: two columns, with the scaled values that the package has worked out."""

from kmanim.story.text.comparatives import comparatives

REVIVED = """
const revived = data => {
  data.points = Float64Array.from(data.points);
  data.values = Float64Array.from(data.values);
  data.table.columns = data.table.columns.map(column => Float64Array.from(column));
  return data;
};
"""
"""Makes a data set of what `handed` gives, in a script for node."""


def handed(data, source="given"):
    """Give a data set of two columns as JSON can hold it."""
    features = [
        {"name": f.name, "title": f.title, "heading": f.heading, "unit": f.unit} for f in data.features
    ]
    for feature in features:
        words = comparatives(feature["name"], data.noun[0])
        if words:
            feature["compared"] = list(words)
    names = list(data.labels) if data.labels else None
    scaling = data.scaling
    return {
        "table": {
            "name": data.name, "features": features, "columns": data.points.T.tolist(), "names": names,
            "noun": list(data.noun), "source": source,
        },
        "n": data.n, "features": features, "points": data.points.ravel().tolist(),
        "values": data.values.ravel().tolist(),
        "scaling": {
            "method": scaling.method, "shift": scaling.shift.tolist(), "factor": scaling.factor.tolist()
        },
        "low": data.low.tolist(), "high": data.high.tolist(),
    }  # fmt: skip
