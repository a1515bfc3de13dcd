"""The kinds of chart, a module for each."""

from zreport.kinds.cards import Cards as Cards
from zreport.kinds.dots import Bars as Bars
from zreport.kinds.dots import Dots as Dots
from zreport.kinds.dumbbell import Dumbbell as Dumbbell
from zreport.kinds.slope import Slope as Slope
