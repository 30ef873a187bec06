"""Figures in words: a number never stands without its qualifier."""

from typing import Literal

from .model import Figure


def describe(figure: Figure, style: Literal["number", "short"] = "short") -> str:
    """
    Word a figure as one English phrase that keeps its qualifier.

    Args:
        figure: The figure.
        style: ``number`` for the number with its qualifier (``more than 32,000``, ``1 of 8``); ``short`` for the
            number, those who are counted, what is said of them, and the period or as-of date.

    Raises:
        ValueError: There is no such style.
    """
    match style:
        case "number":
            return str(figure)
        case "short":
            period = f", {figure.period.label}" if figure.period else ""
            as_of = f", as of {figure.as_of.label}" if figure.as_of else ""
            return f"{figure} {figure.population} {figure.label}{period}{as_of}"
        case _:
            raise ValueError(f"{style!r} is not one of 'number', 'short'")
