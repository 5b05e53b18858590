"""Terminals to type into: an empty simulation, one with the story of the contract, a real database."""

from pathlib import Path

import pytest

from tests.monitor.cli.terminal import Terminal


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    """A simulation without facts."""
    return Terminal(tmp_path).initialised()


@pytest.fixture
def told(tmp_path: Path) -> Terminal:
    """A simulation with the story of the contract."""
    return Terminal(tmp_path).with_story()


@pytest.fixture
def real(tmp_path: Path) -> Terminal:
    """A real database without facts."""
    return Terminal(tmp_path, simulation=False).initialised()
