"""Ranked bars, which stand where dots would."""

from zreport.layout.dots import arrange

__all__ = ["arrange"]
