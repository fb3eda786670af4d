"""A list's own workbook back to its sender: questions in its cells, and our id beside each row."""

from etl.handback.making import hand_back

__all__ = ["hand_back"]
