"""Prove what stands around the figures: the text itself, units, sections, projects, glossary."""

import hashlib
from collections.abc import Iterator

from zreport.faults import DataError, Fault, fault
from zreport.proof.evidence import Evidence, disagreement, not_once
from zreport.reading.folding import bare, find
from zreport.reading.headings import noted_terms, openings, terms, year_of_work
from zreport.reading.stage import stage
from zreport.tables.csv_table import CsvTable
from zreport.tables.package import REPORT_TEXT

_SCALES = {"万": 10**4, "亿": 10**8}


def faults(evidence: Evidence) -> Iterator[Fault]:
    """Return where the text, its outline, its projects and its glossary are not as they stand."""
    yield from _text(evidence)
    for name, rule in (("units", _units), ("sections", _sections), ("projects", _projects), ("glossary", _glossary)):
        if evidence.has(name):
            yield from rule(evidence, evidence.tables[name])


def _text(evidence: Evidence) -> Iterator[Fault]:
    file = f"reports/{evidence.report}/{REPORT_TEXT}"
    try:
        known = evidence.package.about(evidence.report, english=False)
        found = hashlib.sha256(evidence.package.content(file)).hexdigest()
        if found != known["sha256"]:
            yield fault("text-changed", file, found=found)
        evidence.package.about(evidence.report)
    except DataError as error:
        yield from error.faults


def _units(evidence: Evidence, table: CsvTable) -> Iterator[Fault]:
    for row, line in table:
        scale, base = 1, row["unit"]
        while len(base) > 1 and base[0] in _SCALES:
            scale, base = scale * _SCALES[base[0]], base[1:]
        for column, said in (("base_unit", base), ("factor", str(scale))):
            if row[column] != said:
                yield disagreement(table, line, column, said)


def _sections(evidence: Evidence, table: CsvTable) -> Iterator[Fault]:
    text, last = evidence.document.text, -1
    above: dict[str, dict[str, str]] = {}
    starts = set()
    for row, line in table:
        found = find(text, row["starts_with"])
        if len(found) != 1:
            yield not_once(table, line, "starts_with", len(found))
            continue
        start = found[0][0]
        starts.add(start)
        if start < last:
            yield table.fault(line, "starts_with", "section-order")
        last = max(last, start)
        if row["parent"] and row["parent"] not in above:
            yield table.fault(line, "parent", "section-parent")
        if (differs := [*_inherited(table, row, line, above.get(row["parent"]))]) and not _as_read(
            evidence, start, row
        ):
            yield from differs
        above[row["section"]] = row
    opened = dict(openings(text))
    for line, start in enumerate(sorted(starts | opened.keys()), start=2):
        if start not in starts:
            yield table.fault(line, "starts_with", "section-missing", opened[start], row=line)


def _as_read(evidence: Evidence, start: int, row: dict) -> bool:
    """Whether a section speaks of the time that the headings and openings of paragraphs show."""
    if not evidence.drafted:
        return False
    read = next((part for part in reversed(evidence.outline) if part.start <= start), None)
    return bool(read) and (read.period, read.status) == (row["period"], row["status"])


def _inherited(table: CsvTable, row: dict, line: int, parent: dict | None) -> Iterator[Fault]:
    """A section has the period and status of its parent unless it names a year."""
    if year := year_of_work(row["starts_with"]):
        if row["period"] != year:
            yield disagreement(table, line, "period", year)
    elif parent:
        for column in ("period", "status"):
            if row[column] != parent[column]:
                yield table.fault(line, column, "section-differs", said=parent[column])


def _projects(evidence: Evidence, table: CsvTable) -> Iterator[Fault]:
    document = evidence.document
    yield from evidence.lost("projects")
    for quoted in evidence.quoted("projects"):
        row, marked = quoted.row, quoted.quote.marked
        rest = row["project_zh"].replace(marked, "", 1)
        if marked not in row["project_zh"] or (rest and not find(document.text, rest)):
            yield table.fault(quoted.line, "project_zh", "project-name")
        section = document.section_at(quoted.start)
        said = {"period": section.period, "status": section.status} if document.sections else {}
        if document.rows("stages"):
            said["stage"] = stage(document, f"{quoted.quote.before}\n{quoted.quote.after}")
        for column, words in said.items():
            if row[column] != words:
                yield disagreement(table, quoted.line, column, words)


def _glossary(evidence: Evidence, table: CsvTable) -> Iterator[Fault]:
    printed = terms(evidence.document.text)
    noted = noted_terms(evidence.document.text)
    found = {bare(term): definition for term, definition in (noted | printed).items()}
    for row, line in table:
        said = found.get(bare(row["term"]), found.get(bare(row["term"].strip("“”"))))
        if said is None:
            yield not_once(table, line, "term", 0)
        elif bare(row["definition"]) != bare(said):
            yield disagreement(table, line, "definition", said)
    known = {bare(row["term"]) for row in table.rows}
    for number, term in enumerate(printed, start=2):
        if bare(term) not in known:
            yield table.fault(number, "term", "term-missing", term, row=number)
