"""Words of a picture: panels take a pen, a theme and arrays, and know no algorithm."""
