"""How many people live in each municipality, where whoever runs Tværblik has put the figures."""

from pathlib import Path

from flask import Flask, current_app

from portfolio.population import FILE_NAME, Population, read_population
from portfolio.reference import load_reference

_CONFIG = "TVAERBLIK_POPULATION"


def keep_population_in(server: Flask, folder: Path) -> None:
    """Say in which folder the file of an app is to be found."""
    server.config[_CONFIG] = folder / FILE_NAME


def population() -> Population | None:
    """Give how many people live where; None: nobody has put any figures there.

    Raises:
        PopulationRefusedError: there is a file that cannot be used.
    """
    path: Path = current_app.config[_CONFIG]
    return read_population(path, load_reference())
