"""What gradient descent can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._objective import Objective
from kmanim.simulate.parameters._starts import read_starts

Model = Literal["auto", "line", "polynomial", "logistic", "network"]
LossName = Literal["auto", "mse", "cross_entropy"]
OptimizerName = Literal["plain", "momentum", "adam"]

MODELS = ("auto", "line", "polynomial", "logistic", "network")
LOSSES = ("auto", "mse", "cross_entropy")
OPTIMIZERS = ("plain", "momentum", "adam")
INIT_KINDS = ("zeros", "drawn")
MAX_WEIGHTS = 200


@dataclass(frozen=True, kw_only=True)
class DescentStoryOptions(Options):
    """What the story of gradient descent can be told."""


@dataclass(frozen=True, kw_only=True)
class DescentSceneOptions(Options):
    """What the pictures of gradient descent can show.

    Attributes
    ----------
    space : {"data", "weights"}
        What lies on the plot: the rows with what is told of them, or, of a model with two weights, the loss over both
        as a valley and the way through it.
    """

    space: Literal["data", "weights"] = option(
        "data",
        help="what lies on the plot: the rows, or the loss over two weights",
        choices=("data", "weights"),
    )


@dataclass(frozen=True, kw_only=True)
class GradientDescent(Parameters):
    """The options of gradient descent.

    Attributes
    ----------
    model : {"auto", "line", "polynomial", "logistic", "network"}
        What tells the target from the features: a line (with several features a plane), a polynomial, the logistic
        function of a line, or a network with one hidden layer. Left to the data: logistic where the target is one of
        two classes, a line where it is a number.
    degree : int
        That of the polynomial, 1 to 12.
    hidden : int
        How many hidden units a network has, 1 to 50.
    loss : {"auto", "mse", "cross_entropy"}
        What is made small, always the mean over rows: squared errors, or how surprised the chances are by the classes.
        Left to the model: cross-entropy where it gives chances, else squared errors.
    optimizer : {"plain", "momentum", "adam"}
        How a step follows from the gradient.
    rate : float or None
        The size of steps. If not given: as `kmanim.simulate.machines.descent.rate.usual_rate` chooses it.
    momentum : float
        How much of its velocity the optimizer `momentum` keeps from step to step, 0 to below 1.
    steps : int
        The run stops after so many steps at the latest, 1 to 100,000.
    init : {"zeros", "drawn"} or tuple of float, or None
        The weights at the start: 0, drawn from the standard normal distribution (the biases of a network stay 0), or
        exactly these, in clustered units and in the order of `DescentTrace.names`. If not given: drawn for networks,
        which at 0 have no gradient to go by, else 0.
    tolerance : float
        The run has settled once a step changes the loss by at most this share of it, and no larger change is in sight;
        0 has it go on up to `steps`.
    """

    family: ClassVar[str] = "gradient_descent"
    title: ClassVar[str] = "gradient descent"
    known_as: ClassVar[tuple[str, ...]] = ("descent", "linearregression", "logisticregression")
    few_rows: ClassVar[int] = 1_000
    wants_target: ClassVar[bool] = True
    scale: ClassVar[str] = "zscore"
    inits: ClassVar[tuple[str, ...]] = INIT_KINDS
    story_options: ClassVar[type[Options]] = DescentStoryOptions
    scene_options: ClassVar[type[Options]] = DescentSceneOptions

    model: Model = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "auto",
        help="what tells the target: a line, a polynomial, the logistic function of a line, a small network",
        choices=MODELS,
        default_text="logistic for two classes, line for numbers",
    )
    degree: int = option(3, help="degree of the polynomial", type=int, metavar="N", low=1, high=12)
    hidden: int = option(4, help="hidden units of the network", type=int, metavar="N", low=1, high=50)
    loss: LossName = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "auto",
        help="what is made small: the mean of squared errors, or the mean cross-entropy",
        choices=LOSSES,
        default_text="cross_entropy for chances, mse for numbers",
    )
    optimizer: OptimizerName = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "plain", help="how a step follows from the gradient", choices=OPTIMIZERS
    )
    rate: float | None = option(
        None,
        help="the size of steps",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="one that suits model and optimizer",
    )
    momentum: float = option(
        0.9,
        help="how much of its velocity the optimizer momentum keeps",
        type=float,
        metavar="X",
        low=0,
        high=0.9999,
    )
    steps: int = option(
        1_000, help="stop after so many steps at the latest", type=int, metavar="N", low=1, high=100_000
    )
    init: str | tuple[float, ...] | None = option(
        None,
        help="the weights at the start: zeros, drawn, or numbers such as '0,150'",
        metavar="HOW",
        default_text="zeros, for networks drawn",
    )
    tolerance: float = option(
        1e-6,
        help="settled once a step changes the loss by at most this share of it",
        type=float,
        metavar="X",
        low=0,
        high=1,
    )

    @property
    def objective(self) -> Objective:
        """What it makes small; a step that is too large may make it larger, which is no fault of the code."""
        return Objective(
            symbol="loss",
            name=self._loss_name,
            key="loss",
            tolerance=float("inf"),
            meaning="" if self._loss_name != "loss" else "how wrong on average",
        )

    @property
    def drawn(self) -> str:
        """What makes runs differ."""
        return "weights at the start"

    @property
    def deterministic(self) -> str:
        """Why another run would be the same; empty where weights are drawn."""
        if isinstance(self.init, tuple):
            return "init gives the weights at the start"
        return "" if self.is_drawn else "all weights start at 0"

    @property
    def is_drawn(self) -> bool:
        """Whether the weights at the start are drawn."""
        return self.init == "drawn" or (self.init is None and self.model == "network")

    @property
    def _loss_name(self) -> str:
        """What the loss is called; where the data decide which it is, that alone."""
        squared = self.loss == "mse" or (self.loss == "auto" and self.model in ("line", "polynomial"))
        chances = self.loss == "cross_entropy" or (self.loss == "auto" and self.model == "logistic")
        return "mean of squared errors" if squared else "mean cross-entropy" if chances else "loss"

    def _check(self) -> None:
        if self.rate is not None and self.rate <= 0:
            raise InputError(f"rate must be larger than 0, got {self.rate:g}")
        if self.init is not None and not (isinstance(self.init, str) and self.init in INIT_KINDS):
            object.__setattr__(self, "init", _read_weights(self.init))
        if self.loss == "cross_entropy" and self.model in ("line", "polynomial"):
            raise InputError(
                f"cross_entropy compares chances, and model {self.model} gives numbers; choose loss mse, or model "
                "logistic or network"
            )


def _read_weights(given: Any) -> tuple[float, ...]:
    """Read weights, one after the other.

    Raises
    ------
    InputError
        If they are no plain numbers.
    """
    alone = isinstance(given, int | float) and not isinstance(given, bool)
    try:
        rows = read_starts([given] if alone else given, INIT_KINDS, most=MAX_WEIGHTS)
    except InputError:
        raise InputError(
            f"init must be zeros, drawn or numbers such as '0,150', one a weight, got {shown(repr(given))}"
        ) from None
    if len(rows) > 1 and len(rows[0]) > 1:
        raise InputError(f"init gives {len(rows)} rows of numbers; give one number a weight, such as '0,150'")
    return tuple(number for row in rows for number in row)
