"""The vocabulary that comes with the library: what its own code asks of qualifiers, statuses and the like."""

import functools

from zreport.tables.package import Package, data_folder


@functools.cache
def vocabulary(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table of the vocabulary by their keys, cells as strings."""
    return Package(data_folder()).table(name).by_key()
