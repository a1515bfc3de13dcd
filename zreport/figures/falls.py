"""A fall as growth below zero, and growth as a fall below zero: what was printed in the words of the other."""

from dataclasses import replace

from zreport.reading.quantity import Quantity
from zreport.tables.vocabulary import vocabulary

OPPOSITE = {"growth": "decline", "average_growth": "average_decline", "cumulative_growth": "cumulative_decline"}
OPPOSITE |= {after: before for before, after in OPPOSITE.items()}
# What a bound of the one is of the other.
TURNED = {"at_least": "at_most", "more_than": "less_than"}
TURNED |= {after: before for before, after in TURNED.items()}


def says_opposite(measure: str, words: str) -> bool:
    """Whether the words before a figure say the opposite of a measure: 下降 of growth.

    >>> says_opposite("growth", "地区生产总值下降"), says_opposite("growth", "地区生产总值增长")
    (True, False)
    """
    if measure not in OPPOSITE:
        return False
    # The nearer word is the figure's own.
    own, other = (
        max(map(words.rfind, vocabulary("measures")[key]["words"].split("|"))) for key in (measure, OPPOSITE[measure])
    )
    return other > own


def turned_quantity(quantity: Quantity) -> Quantity:
    """Return a quantity with its sign turned."""
    low, high = quantity.value, quantity.value_high
    ends = (-low, None) if high is None else (-high, -low)
    qualifier = TURNED.get(quantity.qualifier, quantity.qualifier)
    return replace(quantity, value=ends[0], value_high=ends[1], qualifier=qualifier)
