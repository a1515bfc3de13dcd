"""Each kind of chart as data, a module for each, and what a briefing holds."""
