"""What expectation maximisation can be told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, ClassVar, Literal

from kmanim.errors import InputError, shown
from kmanim.simulate.parameters._base import Options, Parameters, option
from kmanim.simulate.parameters._mixture_starts import Covariances, Weights, read_covariances, read_weights
from kmanim.simulate.parameters._objective import SAME, Objective
from kmanim.simulate.parameters._starts import Starts, read_starts

Covariance = Literal["full", "tied", "diag", "spherical"]
COVARIANCES = ("full", "tied", "diag", "spherical")
INIT_KINDS = ("kmeans", "sample")
_GIVEN = "given"
_DEFAULT_K = 2


@dataclass(frozen=True, kw_only=True)
class EmStoryOptions(Options):
    """What the words of EM can tell besides.

    Attributes
    ----------
    explain : sequence of str or int, or None
        The rows (names, or numbers from 0) whose shares are shown before the first E step; the row that shows sharing
        best by default.
    """

    explain: Any = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None,
        help="the row whose shares are shown: its name, or its number from 1; repeatable",
        metavar="ROW",
        rows=True,
        default_text="a telling one in a walkthrough",
    )


@dataclass(frozen=True, kw_only=True)
class EmSceneOptions(Options):
    """What the pictures of EM can show beside the points.

    Attributes
    ----------
    panel : {"auto", "none", "log_likelihood"}
        What stands beside the points: the log-likelihood of every step so far, or nothing. Left to the film: the
        log-likelihood.
    """

    panel: Literal["auto", "none", "log_likelihood"] = option(
        "auto",
        help="what stands beside the points: the log-likelihood of every step, or nothing",
        choices=("auto", "none", "log_likelihood"),
        default_text="the log-likelihood",
    )


@dataclass(frozen=True, kw_only=True)
class Em(Parameters):
    """The options of expectation maximisation for a mixture of Gaussians.

    Attributes
    ----------
    k : int
        Number of components, 1 to 50. If not given: as many as `means` gives, else 2.
    covariance : {"full", "tied", "diag", "spherical"}
        What every component may be: an ellipse of any direction; such an ellipse that all share; one along the axes; a
        ball. Balls depend on the scale of the columns, the others do not, but for a start by k-means.
    init : {"kmeans", "sample", "given"}
        Where the components start: as the clusters of k-means, the best of some runs (`kmeans`, the default); on rows
        drawn at random, with the covariance of all data and equal weights (`sample`); or as given. Places, such as
        ``"5,3 8,3"``, are read as `means`.
    weights, means, covariances : tuples, or None
        The start, in original units; means imply ``init="given"``. Weights are equal if not given, and 1 together;
        covariances are that of all data if not given. As text ``"0.3 0.7"``, ``"5,3 8,3"`` and variances:
        ``"4 4"`` (one a component), ``"4,9 4,9"`` (one a column) or whole matrices, ``"4,0,0,4 4,0,0,4"``; one
        entry serves all components.
    reg : float or None
        What is added to every variance after each M step, in squared clustered units; 0 adds nothing. If not given: a
        millionth of each column's own variance, so that no unit matters; of balls, of the mean of the columns'.
    tol : float
        The run stops once the log-likelihood changes by less than this a point.
    max_iter : int
        The run stops after so many iterations at the latest, 1 to 10,000.
    """

    family: ClassVar[str] = "em"
    title: ClassVar[str] = "EM"
    known_as: ClassVar[tuple[str, ...]] = (
        "gmm",
        "gaussianmixture",
        "mixture",
        "expectationmaximization",
        "expectationmaximisation",
    )
    few_rows: ClassVar[int] = 1_000
    choice: ClassVar[str] = "choose-mixture"
    in_passes: ClassVar[str] = "counted_em"
    inits: ClassVar[tuple[str, ...]] = INIT_KINDS
    story_options: ClassVar[type[Options]] = EmStoryOptions
    scene_options: ClassVar[type[Options]] = EmSceneOptions

    k: int = option(
        None,
        help="number of components",
        type=int,
        metavar="N",
        low=1,
        high=50,
        default_text=f"{_DEFAULT_K}, or as many as the means that are given",
    )
    covariance: Covariance = option(  # noqa: RUF009 - a field, as dataclasses.field is
        "full",
        help="what components may be: any ellipse, one for all, along the axes, balls",
        choices=COVARIANCES,
    )
    init: str = option(
        None,
        help="how components start: kmeans, sample, given, or the places of means such as '5,3 8,3'",
        metavar="HOW",
        default_text="kmeans, or given where there are means",
    )
    weights: Weights | None = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None, help="weights at the start, such as '0.3 0.7'", metavar="W", default_text="equal ones"
    )
    means: Starts | None = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None, help="means at the start, such as '5,3 8,3'", metavar="PLACES", default_text="those of init"
    )
    covariances: Covariances | None = option(  # noqa: RUF009 - a field, as dataclasses.field is
        None,
        help="variances or whole covariances at the start, such as '4 4' or '4,0,0,4 4,0,0,4'",
        metavar="S",
        default_text="that of all data",
    )
    reg: float | None = option(
        None,
        help="what is added to every variance after each M step, in squared clustered units; 0 adds nothing",
        type=float,
        metavar="X",
        low=0,
        high=1e100,
        default_text="a millionth of each column's own, of balls that of their mean",
    )
    tol: float = option(
        1e-6,
        help="stop once the log-likelihood changes by less than this a point",
        type=float,
        metavar="X",
        low=0,
        high=1e6,
    )
    max_iter: int = option(
        1000, help="stop after so many iterations at the latest", type=int, metavar="N", low=1, high=10_000
    )

    @property
    def objective(self) -> Objective:
        """What it makes large. Only with reg 0 does the likelihood never fall: adding to variances is no M step."""
        return Objective(
            symbol="log L",
            name="log-likelihood",
            key="log_likelihood",
            direction="rises",
            tolerance=SAME if self.reg == 0 else float("inf"),
            slack=1e-7,
            floor=None,
        )

    @property
    def starts(self) -> Starts | None:
        """The given means in original units, one tuple a component; None if they are drawn."""
        return self.means

    @property
    def deterministic(self) -> str:
        """Why another run would be the same; empty where starts are drawn."""
        return "" if self.means is None else "means gives the starts"

    def _check(self) -> None:
        init: Any = self.init
        if init is None or (isinstance(init, str) and init in (*INIT_KINDS, _GIVEN)):
            self._check_words(init)
        elif self.means is not None:
            raise InputError(
                f"init gives places and so does means; leave one out, got init {shown(repr(init))}"
            )
        else:
            self._settle(means=read_starts(init, (*INIT_KINDS, _GIVEN)), init=_GIVEN)
        if self.means is None:
            self._settle(k=_DEFAULT_K if self.k is None else self.k)
            for name in ("weights", "covariances"):
                if getattr(self, name) is not None:
                    raise InputError(
                        f"{name} are given, but no means; give means such as '5,3 8,3', or leave {name} out"
                    )
        else:
            self._check_given(self.means)

    def _check_words(self, init: str | None) -> None:
        """Hold a word for the start against the means that are given, or are not."""
        if self.means is not None:
            if init in INIT_KINDS:
                raise InputError(f"init is {init}, but means are given; leave init or means out")
            self._settle(means=read_starts(self.means, name="means"), init=_GIVEN)
        elif init == _GIVEN:
            raise InputError("init is given, but no means are; give means such as '5,3 8,3'")
        else:
            self._settle(init=init or INIT_KINDS[0])

    def _check_given(self, means: Starts) -> None:
        """Read the other parts of a given start, and hold them to one number of components."""
        count: int | None = self.k
        if count is not None and len(means) != count:
            raise InputError(f"k is {count} but means gives {_counted(len(means))}")
        self._settle(k=len(means))
        if self.weights is not None:
            self._settle(weights=read_weights(self.weights))
            if len(self.weights) != len(means):
                raise InputError(
                    f"weights has {len(self.weights)} numbers but means gives {_counted(len(means))}"
                )
        if self.covariances is not None:
            self._settle(covariances=read_covariances(self.covariances, self.covariance))
            if len(self.covariances) not in (1, len(means)):
                raise InputError(
                    f"covariances gives {_counted(len(self.covariances))} but means gives {_counted(len(means))}"
                )

    def _settle(self, **read: Any) -> None:
        """Set what was read in the place of what was given."""
        for name, value in read.items():
            object.__setattr__(self, name, value)


def _counted(count: int) -> str:
    return "1 component" if count == 1 else f"{count} components"
