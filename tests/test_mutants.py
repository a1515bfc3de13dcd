"""What is changed in the data is found, with its file and row; `make mutants` makes every change."""

from collections import Counter

import pytest
from mutants import PROVEN, Mutant, caught, mutants, proof, rows_of

# Of each kind so many, spread evenly; `make mutants` makes them all.
AT_MOST = 8
EVERY = list(mutants())
KINDS = Counter(mutant.kind for mutant in EVERY)


def chosen(kind: str) -> list[Mutant]:
    of_kind = [mutant for mutant in EVERY if mutant.kind == kind]
    return of_kind[:: len(of_kind) // AT_MOST + 1]


@pytest.mark.parametrize("kind", KINDS)
def test_each_change_is_found_with_its_file_and_row(kind):
    assert [mutant for mutant in chosen(kind) if not caught(mutant)] == []


def test_every_column_that_the_text_proves_is_changed_in_every_row():
    lines = {
        column: {m.line for m in EVERY if m.table == "observations" and m.change[0] == column} for column in PROVEN
    }
    rows = max(lines["value"]) - 1
    assert {column: len(found) for column, found in lines.items()} == dict.fromkeys(PROVEN, rows)


def test_a_change_that_is_none_is_not_taken_for_a_fault():
    first = rows_of("observations")[0]
    assert proof(Mutant("none", "observations", 2, ("value", first["value"]))) == []
