"""A workbook in the usual form is read from its XML, any other by calamine; where both can, they agree."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.read.archive import open_archive
from etl.read.grid import Sheet, address
from etl.read.xlsx import Book
from etl.read.xlsx_parts import Parts
from etl.read.xlsx_styles import read_styles
from tests.builders.big_lists import make_big_xlsx
from tests.builders.workbooks import make_raw_xlsx

SAMPLES = sorted((Path(__file__).parents[1] / "samples").glob("*.xlsx"))
FORMATS = (
    *("General", "0", "#,##0.00", "0.00%", "#,##0 &quot;kr.&quot;", "@", "_-* #,##0.00\\ &quot;kr&quot;_-"),
    *("dd-mm-yyyy", "d. mmmm yyyy", "mmm-yy", "[$-406]d. mmmm yyyy;@", "yyyy", "dd/mm/yyyy hh:mm", "mmmm"),
    *("hh:mm", "[h]:mm", "0 &quot;dage&quot;", "#,##0 d", "[Red]0;[Magenta]-0", "&quot;uge &quot;0", "0\\d"),
)
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
STYLES = (
    f'<styleSheet xmlns="{MAIN}"><numFmts>'
    + "".join(f'<numFmt numFmtId="{164 + n}" formatCode="{code}"/>' for n, code in enumerate(FORMATS))
    + '</numFmts><cellXfs><xf numFmtId="0"/>'
    + "".join(f'<xf numFmtId="{164 + n}"/>' for n in range(len(FORMATS)))
    + "".join(f'<xf numFmtId="{n}"/>' for n in (9, 14, 16, 17, 22, 27, 45))
    + "</cellXfs></styleSheet>"
)
TEXTS = (
    *("<si><t>Indsats</t></si>", "<si><t> Fælles  sygepleje </t></si>", "<si><t></t></si>", "<si><t/></si>"),
    *(
        '<si><t xml:space="preserve"> a&amp;lt;b&#10;c&#xE6; </t></si>',
        "<si><t>e_x000D_\nf_x005F_x0041_</t></si>",
    ),
    *("<si><r><t>fed </t></r><r><rPr><b/></rPr><t>ikke</t></r></si>", "<si><t>\u00a0–\u200b é</t></si>"),
    *("<si><t>hvad</t><rPh sb='0' eb='1'><t>aid</t></rPh><phoneticPr/></si>", "<si><t>  </t></si>"),
)
RELATIONS = "".join(
    f'<Relationship Id="rId{n}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    f' Target="{part}.xml"/>'
    for n, (kind, part) in enumerate(
        (("worksheet", "worksheets/sheet1"), ("styles", "styles"), ("sharedStrings", "sharedStrings")), 1
    )
)
SHARED = {
    "xl/sharedStrings.xml": f'<sst xmlns="{MAIN}">{"".join(TEXTS)}</sst>',
    "xl/_rels/workbook.xml.rels": "<Relationships"
    f' xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{RELATIONS}</Relationships>',
}
CONTENTS = (
    *(
        ' t="s"><v>{n}</v></c>',
        "><v>{n}</v></c>",
        "><v>{big}</v></c>",
        ' t="n"><v>{number}</v></c>',
        "/>",
        " />",
    ),
    *("><v>{number}</v></c>", "><v></v></c>", "></c>", ' t="b"><v>1</v></c>', ' t="e"><v>#REF!</v></c>'),
    *(' t="str"><v>egen {n}</v></c>', ' t="inlineStr"><is><t xml:space="preserve"> y </t></is></c>'),
    *("><f>A1</f><v>{n}</v></c>", ' t="b"><f>A1</f><v>0</v></c>', ' t="inlineStr"><is><t></t></is></c>'),
    *("><f>SUM(A1:A2)</f><v>{big}</v></c>", ' t="str"><f>A1</f><v>æ &lt; {n}</v></c>', "><f>A1</f></c>"),
    *('><f t="shared" si="0"/><v>{number}</v></c>', ' t="inlineStr"><is><t>x {n}</t></is></c>', "><v/></c>"),
)
whole = st.integers(0, len(TEXTS) - 1)
big = st.integers(61, 2_958_465) | st.integers(0, 10**10)
numbers = st.floats(61, 80_000).map(repr) | st.floats(allow_nan=False, allow_infinity=False).map(repr)
styles = st.sampled_from([None, *range(len(FORMATS) + 8), 99])
cells = st.tuples(styles, st.sampled_from(CONTENTS), whole, big, numbers)
sheets = st.dictionaries(
    st.integers(1, 30), st.dictionaries(st.integers(1, 60), cells, max_size=6), max_size=6
)


def both(path: Path) -> tuple[list[Sheet] | None, list[Sheet] | None]:
    """Read a workbook from its XML and, if that can be, by calamine."""
    with open_archive(path) as archive:
        parts = Parts(archive)
        styles = read_styles(parts.of_workbook("styles"), parts.of_workbook("theme"))
        own = Book(path, parts, styles).as_written()
        other = None if own is None else Book(path, parts, styles).by_calamine()
    return own and [sheet for sheet, _ in own], other and [sheet for sheet, _ in other]


def told(sheets: list[Sheet] | None) -> list[object] | None:
    """Give all that calamine tells of sheets."""
    return sheets and [_told(sheet) for sheet in sheets]


def _told(sheet: Sheet) -> object:
    rows = [[(type(raw), raw) for raw in row] for row in sheet.rows]
    return sheet.name, sheet.first_row, sheet.first_column, rows, sheet.merges, sheet.is_hidden


def written(sheet) -> str:
    made = []
    for row, values in sorted(sheet.items()):
        inside = "".join(cell(row, column, *value) for column, value in sorted(values.items()))
        made.append(f'<row r="{row}" spans="1:30">{inside}</row>')
    return f'<sheetData>{"".join(made)}</sheetData><mergeCells><mergeCell ref="B2:C3"/></mergeCells>'


def cell(row, column, style, content, n, big, number) -> str:
    told = "" if style is None else f' s="{style}"'
    return f'<c r="{address(row, column)}"{told}' + content.format(n=n, big=big, number=number)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_both_readers_give_the_samples_alike(path):
    own, other = both(path)

    assert told(own) == told(other)


def test_most_samples_are_in_the_usual_form():
    assert sum(both(path)[0] is not None for path in SAMPLES) >= len(SAMPLES) - 1


def test_both_readers_give_a_long_list_alike(tmp_path):
    own, other = both(make_big_xlsx(tmp_path / "lang.xlsx", 9_000))

    assert own is not None
    assert told(own) == told(other)


@settings(max_examples=200, deadline=None)
@given(sheets)
def test_both_readers_give_any_sheet_alike(sheet):
    with tempfile.TemporaryDirectory() as folder:
        own, other = both(make_raw_xlsx(Path(folder), written(sheet), styles=STYLES, more=SHARED))

    assert told(own) == told(other)
