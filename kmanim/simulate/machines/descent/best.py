"""The best weights that are known: by least squares, by Newton's method, or the reason why there are none."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from kmanim.arrays import FloatArray, frozen
from kmanim.simulate.machines.descent.linear import Linear
from kmanim.simulate.machines.descent.losses import CROSS_ENTROPY, SQUARED, Loss, chance
from kmanim.simulate.machines.descent.separation import separated
from kmanim.simulate.machines.descent.task import Task

_MAX_ITER = 200
_SAME = 1e-10


class Best(NamedTuple):
    """The lowest loss that a model can have.

    Attributes
    ----------
    weights : ndarray of shape (p,) or None
        Where it is, in the model's order; None if only ever larger weights come near it.
    loss : float
        The lowest loss, or what it comes near to.
    unique : bool
        Whether no other weights are as good.
    n_separated : int
        How many rows' losses come near 0 as weights grow; 0 where there are best weights.
    right : int
        Of classes: how many rows are told right there.
    """

    weights: FloatArray | None
    loss: float
    unique: bool
    n_separated: int = 0
    right: int = 0


def best_of(task: Task) -> Best | None:
    """Give the best weights of a model that is linear in its weights; None where nothing is known of them."""
    if not isinstance(task.model, Linear) or (task.loss.has_chances and task.loss.name == "mse"):
        return None
    return _best(task.terms, task.target.values, task.loss)


def straight_of(task: Task) -> Best:
    """Give the best that a straight line, or a plane, can do on the rows: by cross-entropy, or by squared errors."""
    columns = [str(column) for column in range(task.values.shape[1])]
    return _best(
        Linear(columns).terms(task.values),
        task.target.values,
        CROSS_ENTROPY if task.loss.has_chances else SQUARED,
    )


def _best(terms: FloatArray, targets: FloatArray, loss: Loss) -> Best:
    """Bring columns to one size, and solve there."""
    shift = terms.mean(axis=0)
    factor = np.sqrt(((terms - shift) ** 2).mean(axis=0))
    flat = factor <= 1e-14 * np.abs(shift)
    shift, factor = np.where(flat, 0.0, shift), np.where(flat, 1.0, factor)
    sized = (terms - shift) / factor
    # Columns that are the same but for rounding are no two columns: their difference would be followed far out.
    _, lengths, turned = np.linalg.svd(sized, full_matrices=False)
    told = turned[lengths > _SAME * lengths[0]]
    unique = len(told) == terms.shape[1]
    if not unique:
        sized = sized @ told.T
    if not loss.has_chances:
        found: FloatArray = np.linalg.lstsq(sized, targets, rcond=None)[0].astype(np.float64)
        gone = np.zeros(len(terms), np.bool_)
    else:
        gone = separated(sized, targets)
        found = _newton(sized[~gone], targets[~gone])
    reached = loss.priced(sized[~gone] @ found, targets[~gone])[0] if not gone.all() else 0.0
    reached *= float((~gone).sum()) / len(gone)
    right = int(gone.sum() + ((sized[~gone] @ found > 0) == targets[~gone]).sum())
    if gone.any():
        return Best(None, reached, False, int(gone.sum()), right)
    weights = (found if unique else found @ told) / factor
    weights[-1] -= float(weights @ shift)
    return Best(frozen(weights), reached, unique, 0, right)


def _newton(terms: FloatArray, targets: FloatArray) -> FloatArray:
    """Solve logistic regression by Newton's method, each step a weighted least squares, halved while it helps not."""
    weights = np.zeros(terms.shape[1])
    if not len(terms):
        return weights
    cost = CROSS_ENTROPY.priced(terms @ weights, targets)[0]
    for _ in range(_MAX_ITER):
        outputs = terms @ weights
        chances = chance(outputs)
        spread = np.sqrt(np.maximum(chances * chance(-outputs), 1e-300))
        step = np.linalg.lstsq(terms * spread[:, np.newaxis], (targets - chances) / spread, rcond=None)[0]
        share = 1.0
        while (now := CROSS_ENTROPY.priced(terms @ (weights + share * step), targets)[0]) > cost:
            share /= 2
            if share < 1e-9:
                return weights
        weights = weights + share * step
        is_done = float(np.abs(terms @ step).max()) < 1e-11 or (now == cost and share == 1.0)
        cost = now
        if is_done:
            break
    return weights


def curvatures(task: Task, weights: FloatArray) -> FloatArray | None:
    """Give the eigenvalues of the Hessian of the loss, ascending; None for a network, or for squares of chances."""
    if not isinstance(task.model, Linear) or (task.loss.has_chances and task.loss.name == "mse"):
        return None
    if task.loss.has_chances:
        outputs = task.terms @ weights
        shares = chance(outputs) * chance(-outputs)
    else:
        shares = np.full(len(task.terms), 2.0)
    weighted = task.terms * np.sqrt(shares / len(shares))[:, np.newaxis]
    singular = np.linalg.svd(weighted, compute_uv=False)
    found = np.zeros(task.model.n_weights)
    found[: len(singular)] = singular**2
    return frozen(np.sort(found))
