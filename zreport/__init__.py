"""Read a Chinese government work report as data, chart it honestly, and hand over slides."""

from zreport import derive as derive
from zreport.chart import Chart as Chart
from zreport.check import check as check
from zreport.explore import explore as explore
from zreport.faults import DataError as DataError
from zreport.faults import Fault as Fault
from zreport.faults import ReportError as ReportError
from zreport.kinds import Bars as Bars
from zreport.kinds import Bullet as Bullet
from zreport.kinds import Cards as Cards
from zreport.kinds import Dots as Dots
from zreport.kinds import Dumbbell as Dumbbell
from zreport.kinds import Gaps as Gaps
from zreport.kinds import Groups as Groups
from zreport.kinds import Parts as Parts
from zreport.kinds import Slope as Slope
from zreport.kinds import Stages as Stages
from zreport.kinds import Table as Table
from zreport.kinds import Tree as Tree
from zreport.kinds import Treemap as Treemap
from zreport.language import Text as Text
from zreport.language import text as text
from zreport.loading import load as load
from zreport.report import Report as Report

__version__ = "0.1.0"
