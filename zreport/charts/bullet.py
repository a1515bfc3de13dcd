"""What was achieved as a bar, and what is promised as a tick across it."""

from zreport.charts.dumbbell import Dumbbell
from zreport.language import Text


class Bullet(Dumbbell):
    """What was achieved as a bar, and what is promised as a tick across it, on one axis from zero.

    The axis of shares of more than half runs to 100 %. A bound is drawn as one: an arrow shows where the
    true value may lie, and that of a ceiling is a pale band below it.

    Examples
    --------
    >>> import zreport as zr
    >>> pairs = zr.load().pairs("target_for").query("indicator == 'straw_utilisation_rate'")
    >>> Bullet(pairs, title="秸秆").lines("en")[0]
    'Straw utilisation rate: ≥91% (2016–2020, achieved) → ≥95% (2021, target)'
    """

    kind = "bullet"
    kind_name = Text("子弹图", "Bullet chart")
