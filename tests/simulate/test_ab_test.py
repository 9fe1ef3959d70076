"""The best length of an A/B test: published numbers, a numerical search, simulation, laws, what is refused."""

import dataclasses
import math
from dataclasses import replace
from statistics import NormalDist

import numpy as np
import pytest

import kmanim
from kmanim.errors import InputError
from kmanim.simulate.machines.trials.trial import Trial, best_length
from kmanim.simulate.parameters.ab_test import AbTest
from kmanim.simulate.record import run
from kmanim.story.figures.best_length_grid import trials
from kmanim.story.figures.wrong_belief import kept

REVENUE = {}
CONVERSION = {"effect_sd": 0.01, "noise_sd": 0.3}
CURVE = {"noise_sd": math.sqrt(500), "afterwards": 10}
MOVING = {"effect_sd": 0.01, "noise_sd": 0.3, "discount": 3 / 365, "afterwards": 1000}


@pytest.fixture(scope="module")
def revenue():
    return run("ab_test")


# The tables


@pytest.mark.parametrize(
    ("given", "c", "best", "worth", "day", "band", "right", "power"),
    [
        (REVENUE, 2, 18.131126, 26298.93, 18, (11.40, 28.53), 0.898, 0.534),
        (CONVERSION, 18, 49.017239, 217.7665, 49, (36.34, 65.39), 0.827, 0.305),
        (CURVE, 10, 38.011626, 1167.51, 38, (27.25, 52.46), 0.849, 0.367),
        (MOVING, 18, 25.292856, 301.36, 25, (19.64, 32.20), 0.777, 0.200),
    ],
)
def test_four_examples(given, c, best, worth, day, band, right, power):
    trace = run("ab_test", **given)
    trial = trace.trial
    assert trial.c == pytest.approx(c, rel=1e-12)
    assert trace.best_length == pytest.approx(best, rel=1e-7)
    assert float(trial.worth(best)) == pytest.approx(worth, abs=0.006)
    assert trace.best_day == day
    assert trace.band == pytest.approx(band, abs=0.005)
    assert trial.right(best) == pytest.approx(right, abs=6e-4)
    assert trial.power(best) == pytest.approx(power, abs=6e-4)
    assert trace[-1].step == "best"
    assert trace[-1].days == trace.best_length


@pytest.mark.parametrize(
    ("days", "lift", "left", "worth"),
    [
        (1, 0.2303, 0.9973, 16768), (2, 0.2821, 0.9945, 20480), (4, 0.3257, 0.9891, 23519),
        (9, 0.3609, 0.9756, 25701), (18, 0.3785, 0.9519, 26299), (36, 0.3883, 0.9061, 25684),
        (72, 0.3935, 0.8210, 23584), (144, 0.3962, 0.6740, 19494), (365, 0.3979, 0.3679, 10684),
    ],
)  # fmt: skip
def test_revenue_day_by_day(revenue, days, lift, left, worth):
    trial = revenue.trial
    assert float(trial.lift(days)) == pytest.approx(lift, abs=5e-5)
    assert float(trial.left(days)) == pytest.approx(left, abs=5e-5)
    assert float(trial.worth(days)) == pytest.approx(worth, abs=0.5)


@pytest.mark.parametrize(
    ("what", "lengths", "elasticity"),
    [
        ("vD", (34.42, 25.09, 18.13, 13.02, 9.31), -0.4739),
        ("per_day", (34.42, 25.09, 18.13, 13.02, 9.31), -0.4739),
        ("vX", (9.31, 13.02, 18.13, 25.09, 34.42), 0.4739),
        ("discount", (37.22, 26.04, 18.13, 12.55, 8.60), -0.5261),
        ("visitors", (18.13,) * 5, 0),
    ],
)
def test_one_parameter_is_multiplied(revenue, what, lengths, elasticity):
    trial = revenue.trial

    def best(factor):
        root = math.sqrt(factor)
        changed = {
            "vD": {"effect_sd": trial.effect_sd * root},
            "vX": {"noise_sd": trial.noise_sd * root},
        }.get(what) or {what: getattr(trial, what) * factor}
        return replace(trial, **changed).best

    assert [best(2.0**power) for power in range(-2, 3)] == pytest.approx(lengths, abs=0.005)
    slope = math.log(best(1 + 1e-5) / best(1 - 1e-5)) / math.log((1 + 1e-5) / (1 - 1e-5))
    assert slope == pytest.approx(elasticity, abs=6e-5)


@pytest.mark.parametrize(("given", "half", "twice"), [(REVENUE, 97.77, 97.61), (CONVERSION, 94.95, 93.97)])
def test_half_as_long_and_twice_as_long(given, half, twice):
    trial = run("ab_test", **given).trial
    assert 100 * float(trial.kept(trial.best / 2)) == pytest.approx(half, abs=0.005)
    assert 100 * float(trial.kept(trial.best * 2)) == pytest.approx(twice, abs=0.005)


def test_what_wrong_beliefs_cost(revenue):
    trial = revenue.trial
    for factor, low, high in ((4, 2.0, 2.1), (10, 5.6, 5.8)):
        lost = [100 * (1 - kept(trial, "per_day", way)) for way in (factor, 1 / factor)]
        assert all(low - 0.05 <= loss <= high + 0.05 for loss in lost)
        # A standard deviation that is wrong by a root is a variance that is wrong by the factor.
        roots = [100 * (1 - kept(trial, "effect_sd", math.sqrt(way))) for way in (factor, 1 / factor)]
        assert roots == pytest.approx(lost)
        noise = [100 * (1 - kept(trial, "noise_sd", 1 / math.sqrt(way))) for way in (factor, 1 / factor)]
        assert noise == pytest.approx(lost)
    for factor, cost in ((4, 2.6), (10, 7.4)):
        for way in (factor, 1 / factor):
            assert 100 * (1 - kept(trial, "discount", way)) == pytest.approx(cost, abs=0.05)


def test_the_grid_is_that_of_each_test(revenue):
    grid = trials(revenue.trial)
    assert grid[2][2] == revenue.trial
    assert [round(trial.best, 2) for trial in grid[2]] == [34.42, 25.09, 18.13, 13.02, 9.31]
    assert [round(row[2].best, 2) for row in grid] == [37.22, 26.04, 18.13, 12.55, 8.60]


def test_where_the_numbers_of_the_posts_differ(revenue):
    """They have 26298 beside 25 days, 24 for the moving picture, and 1 variance too many."""
    worth = revenue.trial.worth
    assert float(worth(25)) == pytest.approx(26168.26, abs=0.005)
    assert float(worth(18)) == pytest.approx(26298.86, abs=0.005)
    assert float(worth(20)) == pytest.approx(26286.92, abs=0.005)
    moving = run("ab_test", **MOVING).trial
    assert float(moving.worth(25)) == pytest.approx(301.36, abs=0.005)
    assert float(moving.worth(24)) == pytest.approx(301.23, abs=0.005)
    assert run("ab_test", **CONVERSION).best_length == pytest.approx(49.0172, abs=5e-5)  # 49.0057 there
    # Their search cannot go below a day.
    assert run("ab_test", **CONVERSION, per_day=1e6).best_length == pytest.approx(0.572, abs=5e-4)


# Against others


def _loss(trial, x):
    """Give minus the logarithm of the worth, but for a constant, written down anew."""
    t = math.exp(x)
    noise = 2 * trial.noise_sd**2 / (trial.per_day * trial.effect_sd**2)
    return trial.discount * t + 0.5 * math.log1p(noise / t)


def test_the_formula_against_a_search_on_1000_random_tests():
    rng = np.random.default_rng(7)
    golden = (math.sqrt(5) - 1) / 2
    for _ in range(1000):
        effect, noise, sessions, discount = 10 ** rng.uniform((-3, -3, -1, -5), (3, 3, 5, 0))
        trial = Trial(effect, noise, sessions, discount, 1.0)
        low, high = math.log(trial.best) - 3, math.log(trial.best) + 3
        a, b = high - golden * (high - low), low + golden * (high - low)
        for _ in range(60):
            if _loss(trial, a) < _loss(trial, b):
                high, b, a = b, a, b - golden * (b - low)
            else:
                low, a, b = a, b, a + golden * (high - a)
        # A search by values sees half of the digits.
        assert math.exp((low + high) / 2) == pytest.approx(trial.best, rel=2e-6)
        t, c, r = trial.best, trial.c, discount
        assert 2 * r * t * t + 2 * r * c * t == pytest.approx(c, rel=1e-12)


def test_against_simulation(revenue):
    trial, draws = revenue.trial, 1_000_000
    rng = np.random.default_rng(0)
    truth = rng.standard_normal(draws)
    for days, published in ((1.0, 0.230329), (18.13, 0.378606), (25.0, 0.383882)):
        error = math.sqrt(trial.c / days)
        seen = truth + error * rng.standard_normal(draws)
        lifts = np.where(seen > 0, truth, 0)
        assert float(trial.lift(days)) == pytest.approx(published, abs=6e-7)
        assert abs(lifts.mean() - float(trial.lift(days))) < 4 * lifts.std() / math.sqrt(draws)
        for chance, is_so in (
            (trial.right(days), (seen > 0) == (truth > 0)),
            (trial.power(days), (np.abs(seen) > 1.959964 * error) & ((seen > 0) == (truth > 0))),
        ):
            assert abs(is_so.mean() - chance) < 4 * math.sqrt(chance * (1 - chance) / draws)


def test_chances_are_exact_from_a_moment_to_an_age():
    """The power by a sum over true differences; what is shipped wrongly by the arc tangent, which loses no digits."""
    trial, z = Trial(1.0, math.sqrt(0.5), 1.0, 1.0, 1.0), NormalDist()
    critical = z.inv_cdf(0.975)
    truths = np.linspace(0, 12, 40_001)
    for days in (1e-9, 1e-4, 0.1, 0.9, 1.0, 1.1, 7.0, 300.0, 1e5):
        error = math.sqrt(trial.c / days)
        chance = np.array([z.cdf(d / error - critical) for d in truths]) * np.exp(-truths * truths / 2)
        total = float(((chance[1:] + chance[:-1]) / 2 * np.diff(truths)).sum()) * 2 / math.sqrt(2 * math.pi)
        assert trial.power(days) == pytest.approx(total, abs=2e-5 if days > 1e4 else 1e-7)
    powers = [trial.power(days) for days in np.geomspace(1e-12, 1e24, 2000)]
    assert powers[0] == pytest.approx(0.025, abs=1e-6)
    assert (np.diff(powers) >= -1e-15).all()
    assert 1 - trial.right(1e12) == pytest.approx(1e-6 / math.pi, rel=1e-9)
    assert trial.right(1e-12) - 0.5 == pytest.approx(1e-6 / math.pi, rel=1e-9)


def test_the_area_is_the_worth(revenue):
    """What comes after the test day by day, summed far beyond where it matters."""
    trial = revenue.trial
    times = np.linspace(18, 18 + 60 * 365, 400_001)
    heights = float(trial.lift(18)) * trial.visitors * trial.left(times)
    area = float(((heights[1:] + heights[:-1]) / 2 * np.diff(times)).sum())
    assert area == pytest.approx(float(trial.worth(18)), rel=1e-6)


# Laws


def random_trials(count=200, seed=3):
    rng = np.random.default_rng(seed)
    for _ in range(count):
        yield Trial(*(10 ** rng.uniform((-3, -3, -1, -5, 0), (3, 3, 5, 0, 6))))


def test_scale_laws():
    for trial in random_trials():
        same = replace(trial, noise_sd=trial.noise_sd * 3, per_day=trial.per_day * 9)
        assert same.best == pytest.approx(trial.best, rel=1e-12)
        assert float(same.worth(5.0)) == pytest.approx(float(trial.worth(5.0)), rel=1e-12)
        units = replace(trial, effect_sd=trial.effect_sd * 7, noise_sd=trial.noise_sd * 7)
        assert units.best == pytest.approx(trial.best, rel=1e-12)
        assert float(units.worth(5.0)) == pytest.approx(7 * float(trial.worth(5.0)), rel=1e-12)
        weeks = replace(trial, per_day=trial.per_day * 7, discount=trial.discount * 7)
        assert 7 * weeks.best == pytest.approx(trial.best, rel=1e-12)
        assert replace(trial, visitors=trial.visitors * 1000).best == trial.best


def test_the_best_is_best_and_the_band_keeps_99_percent():
    for trial in random_trials():
        assert 0 < trial.best < 0.5 / trial.discount
        around = trial.best * np.array([0.5, 0.9, 0.999, 1, 1.001, 1.1, 2])
        assert float(trial.worth(trial.best)) == pytest.approx(float(trial.worth(around).max()), rel=1e-14)
        assert trial.kept(np.array(trial.band)) == pytest.approx([0.99, 0.99], abs=1e-12)
        assert trial.band.low < trial.best < trial.band.high
        day = trial.whole()
        assert day >= 1
        assert float(trial.worth(day)) >= float(trial.worth(np.array([max(day - 1, 1), day + 1])).max())
        assert float(trial.kept(3.0)) == pytest.approx(
            float(trial.worth(3.0)) / float(trial.worth(trial.best)), rel=1e-9
        )


def test_ends_without_a_test_and_with_an_endless_one(revenue):
    trial = revenue.trial
    assert [float(of(0)) for of in (trial.lift, trial.left, trial.worth)] == [0, 1, 0]
    assert (trial.right(0), trial.power(0)) == (0.5, 0)
    assert trial.right(1e12) == pytest.approx(1, abs=1e-5)
    assert trial.power(1e12) == pytest.approx(1, abs=1e-5)
    assert float(trial.lift(1e12)) == pytest.approx(trial.ceiling)


@pytest.mark.parametrize("q", [1e-300, 1e-100, 1e-20, 1e-8, 1.0, 1e8, 1e20, 1e100, 1e300])
def test_tiny_and_huge(q):
    best = best_length(q, 1.0)
    assert 0 < best <= 0.5
    if q < 1e-15:
        assert best == pytest.approx(math.sqrt(q / 2), rel=1e-7)
    if q > 1e15:
        assert best == pytest.approx(0.5, rel=1e-14)


@pytest.mark.parametrize(
    "given",
    [
        {"effect_sd": 1e-40, "noise_sd": 1e40, "per_day": 1e-40, "discount": 1e40},
        {"effect_sd": 1e40, "noise_sd": 1e-40, "per_day": 1e40, "discount": 1e-40},
        {"discount": 1e-40, "noise_sd": 1e40},
        {"discount": 1e40},
    ],
)
def test_ends_of_what_is_allowed_are_numbers(given):
    trace = run("ab_test", **given)
    assert np.isfinite(trace.best_length)
    assert np.isfinite(trace.objective).all()
    assert all(np.isfinite(list(trace.band)))


# What is compared


@pytest.mark.parametrize(
    ("given", "unit", "counts"),
    [
        (REVENUE, "day", [1, 2, 4, 9, 18, 36, 72]),
        (CONVERSION, "day", [1, 3, 6, 12, 24, 49, 98, 196]),
        ({"effect_sd": 1e-5}, "day", [1, 11, 22, 45, 91, 183, 366, 732]),
        (CONVERSION | {"per_day": 1e6}, "hour", [1, 3, 7, 14, 28, 56]),
        ({"noise_sd": 1.2, "per_day": 40}, "day", [1, 2, 4, 8, 16]),
        ({"noise_sd": 0.01}, "minute", [1, 3, 7, 14, 28, 56, 112]),
    ],
)
def test_lengths_around_the_best(given, unit, counts):
    trace = run("ab_test", **given)
    name, size = trace.unit
    assert name == unit
    told = [snapshot.days / size for snapshot in trace if snapshot.step == "test"]
    assert told == pytest.approx(counts)
    assert [snapshot.step for snapshot in trace] == ["start", *["test"] * len(counts), "best"]


def test_the_table_has_a_row_a_length(revenue):
    row = revenue.table()[5]
    assert row["days"] == 18
    assert row["worth"] == pytest.approx(26298.86, abs=0.005)
    assert row["kept"] == pytest.approx(row["worth"] / revenue.table()[-1]["worth"])
    assert revenue.to_frame()["days"].tolist() == [0, 1, 2, 4, 9, 18, 36, 72, revenue.best_length]
    assert revenue.measures()["best_length"] == revenue.best_length
    with pytest.raises(InputError, match="takes no data"):
        run("ab_test", "mtcars")


def test_the_table_of_its_parameters():
    data = AbTest(noise_sd=20).own_data()
    assert data.points.tolist() == [[1, 20, 100, 1 / 365]]
    assert [feature.unit for feature in data.features][2:] == ["sessions a day", "a day"]


# What is refused, and how rates are read


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (
            {"discount": 0},
            "discount must be larger than 0, got 0: without a discount, longer is always better",
        ),
        ({"discount": "-10 % a year"}, "without a discount, longer is always better"),
        ({"effect_sd": 0}, "effect_sd must be larger than 0, got 0: where A and B are surely alike"),
        ({"noise_sd": -1}, "noise_sd must be larger than 0, got -1: without noise"),
        ({"per_day": 0}, "per_day must be larger than 0, got 0: without sessions no test ever ends"),
        ({"afterwards": 0}, "afterwards must be larger than 0, got 0: where nobody comes"),
        (
            {"discount": "soon"},
            "discount must be a rate a day such as 1/365, 0.3 % or 10 % a year, got 'soon'",
        ),
        ({"discount": "1/0"}, "discount must be a rate a day"),
        ({"discount": None}, "discount must be a number, got None"),
        ({"noise_sd": float("nan")}, "noise_sd must be a number, got nan"),
        ({"noise_sd": "10"}, "noise_sd must be a number, got '10'"),
        ({"noise_sd": 1e50}, r"noise_sd must be a number from 1e-40 to 1e\+40, got 1e\+50"),
        ({"unit": 3}, "unit must be a short text"),
        ({"unit": "x" * 21}, "unit must be a short text"),
        ({"power": 0.8}, "no option of ab_test 'power'"),
    ],
)
def test_bad_parameters_are_refused_with_the_reason(given, said):
    with pytest.raises(InputError, match=said):
        kmanim.run("ab_test", **given)


@pytest.mark.parametrize(
    ("text", "rate"),
    [
        ("1/365", 1 / 365), ("0.0027", 0.0027), (".3 %", 0.003), ("10 % a year", 0.1 / 365), ("10%/year", 0.1 / 365),
        ("2 percent per month", 0.02 * 12 / 365), ("1 % a week", 0.01 / 7), ("1/10 a year", 0.1 / 365), ("3e-3", 0.003),
        ("1 % A DAY", 0.01),
    ],
)  # fmt: skip
def test_rates_are_read(text, rate):
    assert AbTest(discount=text).discount == pytest.approx(rate, rel=1e-15)


def test_parameters_are_plain_numbers():
    given = AbTest(effect_sd=np.float64(2), per_day=50, discount="10 % a year")
    assert all(type(value) in (float, str, type(None)) for value in dataclasses.astuple(given))
    assert given.visitors == 100
    assert AbTest(afterwards=7).visitors == 7
