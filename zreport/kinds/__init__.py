"""The kinds of chart, a module for each."""

from zreport.kinds.cards import Cards as Cards
from zreport.kinds.dots import Bars as Bars
from zreport.kinds.dots import Dots as Dots
from zreport.kinds.dumbbell import Bullet as Bullet
from zreport.kinds.dumbbell import Dumbbell as Dumbbell
from zreport.kinds.dumbbell import Gaps as Gaps
from zreport.kinds.dumbbell import Groups as Groups
from zreport.kinds.parts import Parts as Parts
from zreport.kinds.slope import Slope as Slope
from zreport.kinds.stages import Stages as Stages
from zreport.kinds.table import Table as Table
from zreport.kinds.tree import Tree as Tree
from zreport.kinds.treemap import Treemap as Treemap
