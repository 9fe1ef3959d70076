"""The cars, as they are and normalised."""

import pytest
from simulate_data import read_cars


@pytest.fixture(scope="session")
def cars():
    return read_cars()


@pytest.fixture(scope="session")
def normalised_cars():
    return read_cars("zscore")
