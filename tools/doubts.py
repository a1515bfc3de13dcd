"""Learn from the truths how much each sign of doubt weighs, and write `zreport/draft/doubts.csv`: `make doubts`.

A logistic regression on signs, by Newton's steps. Texts that are kept aside are not learnt from. Printed is how many
of the wrong rows carry a doubt when each report is left out in turn.
"""

import csv
import datetime
import sys
from pathlib import Path

import numpy as np
import reading

from zreport.draft.doubts import most_doubtful, signs_of
from zreport.draft.rows import propose
from zreport.tables.package import shared_vocabulary

TABLE = Path(__file__).parents[1] / "zreport/draft/doubts.csv"
LEAST = 0.05  # chance that a row is wrong, below which it carries no doubt
_FEWEST, _RIDGE = 4, 1.0


def fitted(signs: np.ndarray, wrong: np.ndarray) -> np.ndarray:
    """Return the weights of signs, the last that of none."""
    weights = np.zeros(signs.shape[1])
    ridge = np.eye(signs.shape[1]) * _RIDGE
    ridge[-1, -1] = 1e-6
    for _ in range(60):
        chance = 1 / (1 + np.exp(-signs @ weights))
        slope = signs.T @ (chance - wrong) + ridge @ weights
        step = np.linalg.solve((signs.T * (chance * (1 - chance))) @ signs + ridge, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def main() -> None:
    """Learn, say how well, and write the table with the words that stand in it."""
    score = reading.scoring()
    if score is None:
        sys.exit(f"{reading.REPORTS}: the texts and their scoring are not beside the project; nothing to learn from")
    found, wrong, of = [], [], []
    for name, _, delivered, truth, text in reading.texts(score):
        proposal = propose(text, datetime.date.fromisoformat(delivered), shared_vocabulary())
        figures = [row for row in proposal.rows if not row.reason]
        for row, cells in zip(figures, reading.loaded(proposal), strict=True):
            known = proposal.indicators[row.indicator].known
            found.append(set(signs_of(row.named, proposal.document.text, known, proposal.whole.glossary)))
            wrong.append(not reading.right(score, truth, cells))
            of.append(name)
    names = sorted(sign for sign in set().union(*found) if sum(sign in one for one in found) >= _FEWEST)
    signs = np.array([[sign in one for sign in names] + [True] for one in found], dtype=float)
    wrong, of = np.array(wrong, dtype=float), np.array(of)
    aside = np.isin(of, [row[0] for row in reading.texts(score) if row[1] == "aside"])
    chances = np.zeros(len(of))
    for name in set(of):
        weights = fitted(signs[(of != name) & ~aside], wrong[(of != name) & ~aside])
        chances[of == name] = 1 / (1 + np.exp(-signs[of == name] @ weights))
    doubtful = np.zeros(len(of), dtype=bool)
    for name in set(of):
        own = np.flatnonzero(of == name)
        likely = own[np.argsort(-chances[own], kind="stable")[: most_doubtful(len(own))]]
        doubtful[likely] = chances[likely] >= LEAST
    warned = wrong[doubtful].sum() / wrong.sum()
    print(
        f"{len(of)} rows, {wrong.mean():.3f} wrong; {doubtful.mean():.3f} doubtful, and {warned:.3f} of the wrong are"
    )
    weights = dict(zip([*names, "bias"], fitted(signs[~aside], wrong[~aside]), strict=True)) | {"least": LEAST}
    with TABLE.open(encoding="utf-8") as file:
        said = {row["sign"]: row for row in csv.DictReader(file)}
    with TABLE.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, ["sign", "weight", "words_zh", "words_en"], restval="", lineterminator="\n")
        table.writeheader()
        for sign, weight in weights.items():
            words = {key: said.get(sign, {}).get(key, "") for key in ("words_zh", "words_en")}
            table.writerow({"sign": sign, "weight": f"{weight:.3f}"} | words)


if __name__ == "__main__":
    main()
