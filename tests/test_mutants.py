"""What is changed in the data is found, with its file and row; `make mutants` makes every change."""

import functools

from each import each
from mutants import PROVEN, Mutant, caught, mutants, proof, rows_of

# Of each kind so many, spread evenly; `make mutants` makes them all.
AT_MOST = 8


@functools.cache
def every() -> dict[str, list[Mutant]]:
    """All changes by their kind."""
    kinds: dict[str, list[Mutant]] = {}
    for mutant in mutants():
        kinds.setdefault(mutant.kind, []).append(mutant)
    return kinds


def chosen(kind: str) -> list[Mutant]:
    return every()[kind][:: len(every()[kind]) // AT_MOST + 1]


@each(every)
def test_each_change_is_found_with_its_file_and_row(kind):
    assert [mutant for mutant in chosen(kind) if not caught(mutant)] == []


def test_every_column_that_the_text_proves_is_changed_in_every_row():
    changes = [mutant for of_kind in every().values() for mutant in of_kind if mutant.table == "observations"]
    lines = {column: {mutant.line for mutant in changes if mutant.change[0] == column} for column in PROVEN}
    rows = max(lines["value"]) - 1
    assert {column: len(found) for column, found in lines.items()} == dict.fromkeys(PROVEN, rows)


def test_a_change_that_is_none_is_not_taken_for_a_fault():
    first = rows_of("observations")[0]
    assert proof(Mutant("none", "observations", 2, ("value", first["value"]))) == []
