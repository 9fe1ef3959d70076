"""How thoroughly laws are tried: 40 examples each as a rule, 1,000 with `pytest --hypothesis-profile=nightly`, 10 with
`brief`, where only other versions of libraries are new.

A test that says a number of its own is a dear one, and keeps it in both. None has a deadline: what takes 200 ms on a
busy machine is not wrong.
"""

import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

settings.register_profile(
    "usual", max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("nightly", settings.get_profile("usual"), max_examples=1000, derandomize=False)
settings.register_profile("brief", settings.get_profile("usual"), max_examples=10)
settings.load_profile("usual")  # the command line is read later, and its profile takes over


@pytest.fixture
def bring(tmp_path, monkeypatch):
    """Install packages of `tests/outside` that bring an algorithm: their code, and the metadata that pip would write.

    What is given takes the name of a package, and gives the folders that another process must look in.
    """
    from kmanim.simulate import registry  # noqa: PLC0415 - the package is not there for every test
    from kmanim.simulate.algorithm import algorithm_of  # noqa: PLC0415

    remembered = (registry.brought, registry.known_algorithms, algorithm_of)
    names = []

    def install(name):
        metadata = tmp_path / f"{name}-1.0.dist-info"
        metadata.mkdir()
        (metadata / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
        (metadata / "entry_points.txt").write_text(f"[{registry.GROUP}]\n{name} = {name}\n")
        paths = [str(tmp_path), str(Path(__file__).parent / "outside")]
        for path in paths:
            monkeypatch.syspath_prepend(path)
        for cache in remembered:
            cache.cache_clear()
        names.append(name)
        return paths

    yield install
    for cache in remembered:
        cache.cache_clear()
    for module in [module for module in sys.modules if module.split(".")[0] in names]:
        del sys.modules[module]
