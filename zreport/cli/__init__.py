"""The command line: ``zreport check | describe | tables | new | draft | scan | review | read | notebook | run | export | diff | build | lab``."""

from zreport.cli.main import COMMANDS, main

__all__ = ["COMMANDS", "main"]
