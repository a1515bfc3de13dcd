"""The vocabulary that comes with the library: what its own code asks of qualifiers, statuses and the like."""

import functools

from zreport.tables.package import Package, data_folder


@functools.cache
def vocabulary(name: str) -> dict[str, dict[str, str]]:
    """Return the rows of a table of the vocabulary by their keys, cells as strings.

    Examples
    --------
    >>> vocabulary("qualifiers")["at_least"]["symbol"]
    '≥'
    """
    table = Package(data_folder()).table(name)
    return {next(iter(row.values())): row for row in table.rows}
