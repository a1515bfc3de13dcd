"""Prove what an observation says of its figure: value, unit, bound, period, status, commitment."""

import re
from collections.abc import Iterator
from contextlib import suppress

from zreport.faults import Fault
from zreport.proof.evidence import Evidence, QuotedRow, disagreement
from zreport.reading.commitment import commitment
from zreport.reading.folding import signs
from zreport.reading.numbers import MISPRINT, odd_signs
from zreport.reading.period import period
from zreport.reading.quantity import Quantity, Unreadable, decimal
from zreport.reading.status import status
from zreport.tables.csv_table import CsvTable

_NEEDS = ("observations", "units", "qualifiers", "wordings", "commitments", "statuses", "sections", "glossary")
# What stands behind the digits of a mark, but for bounds and scales that belong to the unit.
_UNIT = re.compile(r"^[^0-9]{0,4}[0-9][0-9.,]*(?:[余多来几])?([^0-9.,，。%]{1,6}?)(?:以上|以下|以内|左右)?$")
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
            if quoted.row[column] != said and quoted.row[column] not in evidence.spoken(quoted, column):
                yield disagreement(table, quoted.line, column, said)


def _quantity(evidence: Evidence, table: CsvTable, quoted: QuotedRow) -> Iterator[Fault]:
    row, line = quoted.row, quoted.line
    try:
        read = evidence.document.quantity(quoted.start, quoted.end)
    except Unreadable:
        number = evidence.document.scanned_at(quoted.start, quoted.end)
        if (
            not evidence.drafted
            or not number
            or not number.unit
            or (number.start, number.end) != (quoted.start, quoted.end)
        ):
            yield _unreadable(evidence, table, quoted)
            return
        read = Quantity(abs(number.value), number.high, number.unit, number.qualifier)
    for column in ("value", "value_high"):
        said = getattr(read, column)
        if decimal(row[column]) != said:
            yield disagreement(table, line, column, "" if said is None else f"{said:f}")
    for column in ("unit", "qualifier"):
        if row[column] != getattr(read, column):
            yield disagreement(table, line, column, getattr(read, column))


def _unreadable(evidence: Evidence, table: CsvTable, quoted: QuotedRow) -> Fault:
    """Say why what is marked is not read as a quantity: by what a mend depends on."""
    document, marked = evidence.document, signs(quoted.quote.marked)
    if garbled := document.garbled_at(quoted.start, quoted.end):
        told = {"words": garbled.replace("\n", "⏎"), "odd": odd_signs(garbled), "reason": MISPRINT}
        return table.fault(quoted.line, "quote", "figure-garbled", **told, other="other_numbers")
    with suppress(Unreadable):
        document.reader.read(marked)
        around = document.text[max(0, quoted.start - 6) : quoted.end + 4].replace("\n", " ")
        return table.fault(quoted.line, "quote", "quantity-cut", words=marked, around=around)
    unit = _UNIT.search(marked)
    if unit and unit[1] not in document.rows("units"):
        return table.fault(quoted.line, "quote", "unit-unknown", words=marked, unit=unit[1])
    return table.fault(quoted.line, "quote", "quantity-unreadable", words=marked)
