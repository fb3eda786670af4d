"""However a sheet is written, the scan finds the same: rows as arrays and the parser agree."""

from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.grid import address
from etl.read.xlsx_scan import scan_sheet

TELLING = frozenset({1, 2, 12})
BOLD = frozenset({3})
CONTENTS = (
    ("", "/>"),
    ("", "></c>"),
    ("", "><v>7</v></c>"),
    (' t="s"', "><v>0</v></c>"),
    (' t="e"', "><v>#REF!</v></c>"),
    (' t="e"', "><f>A1</f><v>#N/A</v></c>"),
    (' t="inlineStr"', "><is><t>x</t></is></c>"),
    ("", "><f>SUM(A1:A2)</f></c>"),
    ("", '><f t="shared" si="0"/></c>'),
    ("", "><f>A1</f><v></v></c>"),
    (' t="str"', "><f>A1</f><v></v></c>"),
    ("", "><f>A1</f><v>3</v></c>"),
)

cells = st.tuples(st.sampled_from([None, 0, 1, 2, 3, 12, 112]), st.sampled_from(CONTENTS))
rows = st.dictionaries(
    st.integers(1, 40), st.dictionaries(st.integers(1, 30) | st.just(800), cells), max_size=12
)
hidden = st.sets(st.integers(1, 40))
row_styles = st.dictionaries(st.integers(1, 40), st.sampled_from([0, 1, 3, 12]))


def usual(sheet, hidden_rows, styled_rows=None):
    made = []
    for row, values in sorted(sheet.items()):
        inside = "".join(cell(row, column, *value) for column, value in sorted(values.items()))
        looks = hiding(row, hidden_rows) + styling(row, styled_rows or {})
        made.append(f'<row r="{row}" spans="1:30"{looks}>{inside}</row>')
    return "<worksheet><cols/><sheetData>" + "".join(made) + "</sheetData><mergeCells/></worksheet>"


def hiding(row, hidden_rows):
    return ' hidden="1"' if row in hidden_rows else ""


def styling(row, styled_rows):
    return f' s="{styled_rows[row]}" customFormat="1"' if row in styled_rows else ""


def cell(row, column, style, content):
    told = "" if style is None else f' s="{style}"'
    return f'<c r="{address(row, column)}"{told}{content[0]}{content[1]}'


def in_other_form(text):
    """A comment among the rows, so that the parser takes them."""
    return text.replace("<sheetData>", "<sheetData><!-- -->")


def within(styles, last_row):
    return {place: style for place, style in styles.items() if place[0] <= last_row}


def pieces(text, size):
    data = text.encode()
    return (data[place : place + size] for place in range(0, len(data), size))


@settings(max_examples=150, deadline=None)
@given(rows, hidden, row_styles, st.integers(1, 400))
def test_rows_as_arrays_hold_what_the_parser_finds(sheet, hidden_rows, styled_rows, size):
    text = usual(sheet, hidden_rows, styled_rows)

    quick = scan_sheet(pieces(text, size), TELLING, bold=BOLD)
    parsed = scan_sheet(pieces(in_other_form(text), 10**6), TELLING, bold=BOLD)

    assert within(quick.looks.styles, parsed.last_row) == within(parsed.looks.styles, parsed.last_row)
    assert quick.looks.errors == parsed.looks.errors
    assert quick.looks.hidden_rows == parsed.looks.hidden_rows


@settings(max_examples=150, deadline=None)
@given(rows, hidden, st.integers(1, 400))
def test_both_find_the_same_farthest_cell(sheet, hidden_rows, size):
    text = usual(sheet, hidden_rows)

    quick = scan_sheet(pieces(text, size), TELLING, bold=BOLD)
    parsed = scan_sheet(pieces(in_other_form(text), 10**6), TELLING, bold=BOLD)

    assert (quick.last_row, quick.last_column) == (parsed.last_row, parsed.last_column)
