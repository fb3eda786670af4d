"""Reports and corrections -> versions of an initiative: derived, and derived again to the same rows.

``lists`` knows which uploads are in force when, ``states`` what a set of reports says together, ``history``
puts the two together for one initiative (all pure); ``facts`` reads the tables, ``rows`` writes them.
"""

from portfolio.versions.derivation import derive
from portfolio.versions.first import Reported, write_first
from portfolio.versions.following import Following

__all__ = ["Following", "Reported", "derive", "write_first"]
