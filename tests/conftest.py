"""How thoroughly laws are tried: 60 examples each as a rule, 1,000 with `pytest --hypothesis-profile=nightly`.

A test that says a number of its own is a dear one, and keeps it in both. None has a deadline: what takes 200 ms on a
busy machine is not wrong.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "usual", max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("usual"), max_examples=1000, derandomize=False)
settings.load_profile("usual")  # the command line is read later, and its profile takes over
