"""How gradient descent is told: a curve through rows, a boundary between two classes, a network that bends it.

Kinds of keyframes, and what a scene has to draw in each. `step` of a keyframe is the snapshot, which is the step of the
descent: what stands there is worked out of its weights. Classes are told by shape (the known one) and by colour (the one
that is predicted); the rows of a regression are grey.

- ``data``: the rows alone, grey; no curve, no dot in the loss panel. Classes have their shapes already.
- ``start``: curve or boundary of the weights at the start. Classes: all rows in the colour of what is predicted, wrong ones
  ringed, and the first dot of the loss panel (its caption names the loss). Regression: the curve alone, no dot yet.
- ``residual``: regression only. The row in `rows` ringed, its residual thick (a few others may be thin), the text of `note`
  beside it: its error with the unit, as the caption says it.
- ``loss``: regression only. As ``start``; the first dot in the loss panel.
- ``step``: the curve or boundary goes on (tween ``move``: through the weights of all snapshots between the keyframe before and
  this one, so that what is seen is what happened); where it stood in the keyframe before, it is grey and dashed. One more dot.
- ``switch``: as ``step``, and the rows in `rows` are yellow with a "!": those whose predicted class, or side of the curve,
  is another than in the keyframe before. Of very many none is named; the scene compares the two snapshots' labels.
- ``check``: no yellow, no move to be seen: the last step, the curve of the keyframe before grey under it; a tick in the header.
- ``done``: the end of a run that settled, and only of one (a tick where it is the known best). Regression: the best curve in
  black, on the found one. Classes: wrong rows ringed, the boundary named by `note` beside it: ``hp = 0.492 x kg - 521``.
- ``stopped``: the step limit came first: as ``done`` without the best curve; a cross in the header.
- ``failed``: bounces, diverges, or is no longer finite: a cross in the header. `step` is the last snapshot whose loss is finite;
  a scene draws no weights that are not, and nothing outside the plot. The loss axis of such a run is logarithmic.

After a ``switch`` the next keyframe begins with ``recolour``. A film's loss panel has a dashed line at the known best
(`DescentTrace.best`), or at the loss of a straight line (`DescentTrace.straight`) where the model is a network.
The dots are those of the keyframes told so far, but for ``data``, ``residual`` and, in regressions, ``start``.
"""
