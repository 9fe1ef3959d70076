"""The storyboard's film, made once."""

import pytest
from plot_recording import reference


@pytest.fixture(scope="session")
def cars_film():
    return reference()
