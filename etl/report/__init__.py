"""What ``tvaerblik check`` tells people: one summary of a reading, for the terminal and as a page to mail."""

from etl.report.page import page
from etl.report.summary import FileSummary, summary_of, summary_of_refusal
from etl.report.terminal import print_files, print_summary

__all__ = [
    "FileSummary",
    "page",
    "print_files",
    "print_summary",
    "summary_of",
    "summary_of_refusal",
]
