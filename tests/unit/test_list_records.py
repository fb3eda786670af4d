"""What tables of other kinds than lists tell of initiatives."""

from collections.abc import Sequence
from dataclasses import replace

from portfolio.list_records import table_reports
from portfolio.vocabulary import TableKind
from tests.builders.uploads import make_reading, make_report, make_table, reading_of


class Unmade(Sequence):
    """The records of a long list, which take seconds to make."""

    def __len__(self) -> int:
        return 100_000

    def __getitem__(self, place: object) -> object:
        raise AssertionError("a record was made")


def test_a_list_alone_is_not_looked_through_for_what_no_table_tells():
    whole = make_reading({"title": "A"})
    listed = replace(whole, tables=(replace(whole.tables[0], records=Unmade()),))

    assert table_reports(listed) == []


def test_a_step_of_what_no_list_has_is_a_report_and_a_receiver_is_only_without_a_list():
    process = make_table(make_report(title="B"), make_report(title="A"), kind=TableKind.PROCESS)
    adoption = make_table(make_report(title="C"), kind=TableKind.ADOPTION)
    listed = make_table(make_report(title="A"))

    assert [it.title for it in table_reports(reading_of(listed, process, adoption))] == ["B"]
    assert [it.title for it in table_reports(reading_of(process, adoption))] == ["B", "A", "C"]
    empty = make_table()
    assert [it.title for it in table_reports(reading_of(empty, adoption))] == ["C"]
