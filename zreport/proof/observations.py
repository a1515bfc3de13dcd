"""Prove what an observation says of its figure: value, unit, bound, period, status, commitment."""

from collections.abc import Iterator

from zreport.faults import Fault
from zreport.proof.evidence import Evidence, QuotedRow, disagreement
from zreport.reading.commitment import commitment
from zreport.reading.period import period
from zreport.reading.quantity import Unreadable, decimal
from zreport.reading.status import status
from zreport.tables.csv_table import CsvTable

_NEEDS = ("observations", "units", "qualifiers", "wordings", "commitments", "statuses", "sections", "glossary")
_READ = {"period": period, "status": status, "commitment": commitment}


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return where observations disagree with the words around their figures."""
    if not evidence.has(*_NEEDS):
        return
    table = evidence.tables["observations"]
    yield from evidence.lost("observations")
    for quoted in evidence.quoted("observations"):
        yield from _quantity(evidence, table, quoted)
        for column, read in _READ.items():
            said = read(evidence.document, quoted.start, quoted.end)
            if quoted.row[column] != said:
                yield disagreement(table, quoted.line, column, said)


def _quantity(evidence: Evidence, table: CsvTable, quoted: QuotedRow) -> Iterator[Fault]:
    row, line = quoted.row, quoted.line
    try:
        read = evidence.document.quantity(quoted.start, quoted.end)
    except Unreadable:
        yield table.fault(line, "quote", "quantity-unreadable", words=quoted.quote.marked)
        return
    for column in ("value", "value_high"):
        said = getattr(read, column)
        if decimal(row[column]) != said:
            yield disagreement(table, line, column, "" if said is None else f"{said:f}")
    for column in ("unit", "qualifier"):
        if row[column] != getattr(read, column):
            yield disagreement(table, line, column, getattr(read, column))
