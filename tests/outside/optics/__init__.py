"""OPTICS, brought by a package outside of kmanim: an order of points, bars that grow beside them, and a cut."""
