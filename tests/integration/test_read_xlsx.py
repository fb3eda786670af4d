"""Workbooks built and read again, and the traps that people and libraries lay."""

import datetime as dt
import pickle

import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.formatting.rule import CellIsRule, ColorScaleRule, FormulaRule, IconSetRule, Rule
from openpyxl.styles import Font, PatternFill
from openpyxl.styles.colors import Color
from openpyxl.styles.differential import DifferentialStyle

from etl.read.grid import Block
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from portfolio.errors import FileRefusedError
from tests.builders.grids import trimmed
from tests.builders.workbooks import STYLES, make_raw_xlsx, make_xlsx

AFTERNOON = dt.datetime(2026, 10, 1, 13, 30)  # noqa: DTZ001  # workbooks know no time zones
GREEN = PatternFill("solid", fgColor="00B050")


def read(path):
    return read_workbook(path, examine(path, path.name))


def read_sheet(path):
    return read(path).sheets[0]


def raw(tmp_path, rows, *, before="", after="", **more):
    return read_sheet(make_raw_xlsx(tmp_path, f"{before}<sheetData>{rows}</sheetData>{after}", **more))


def test_values_keep_their_types_and_places(tmp_path):
    def change(sheet):
        sheet["C5"] = dt.date(2026, 10, 1)
        sheet["D5"] = AFTERNOON
        sheet["E5"] = dt.timedelta(hours=30)
        sheet["F5"] = 0.25
        sheet["G5"] = True

    sheet = read_sheet(make_xlsx(tmp_path, [], change=change))

    assert sheet.name == "Indsatser"
    assert sheet.value(5, 3) == dt.date(2026, 10, 1)
    assert sheet.value(5, 4) == AFTERNOON
    assert sheet.value(5, 5) == dt.timedelta(hours=30)
    assert sheet.value(5, 6) == 0.25
    assert sheet.value(5, 7) is True


def test_days_that_count_from_1904_come_right(tmp_path):
    path = tmp_path / "mac.xlsx"
    with xlsxwriter.Workbook(path, {"date_1904": True}) as book:
        look = book.add_format({"num_format": "dd-mm-yyyy"})
        book.add_worksheet("Ark").write_datetime("A1", dt.date(2026, 10, 1), look)

    assert read_sheet(path).value(1, 1) == dt.date(2026, 10, 1)


def test_hidden_rows_columns_and_sheets_are_told_and_read(tmp_path):
    def change(sheet):
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["B"].hidden = True
        other = sheet.parent.create_sheet("Lister")
        other.append(["Grøn"])
        other.sheet_state = "veryHidden"

    first, second = read(make_xlsx(tmp_path, change=change)).sheets

    assert first.hidden_rows == {2}
    assert first.hidden_columns == {2}
    assert first.value(2, 1) == "Fælles sygepleje"
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_merged_blocks_and_their_fill_are_told(tmp_path):
    def change(sheet):
        sheet["A3"] = "Afsluttede"
        sheet["A3"].fill = GREEN
        sheet.merge_cells("A3:B4")

    sheet = read_sheet(make_xlsx(tmp_path, change=change))

    assert sheet.merges == (Block(3, 1, 4, 2),)
    assert sheet.fills[3, 1] == "00B050"


def test_fills_are_solid_ones_with_theme_and_tint_resolved(tmp_path):
    def change(sheet):
        sheet["A1"].fill = GREEN
        sheet["B1"].fill = PatternFill("solid", fgColor=Color(theme=9))
        sheet["A2"].fill = PatternFill("solid", fgColor=Color(theme=0, tint=-0.25))
        sheet["B2"].fill = PatternFill("lightGrid", fgColor="FF0000")
        sheet["C1"] = "Lys"
        sheet["C2"].fill = PatternFill("solid", fgColor=Color(indexed=10))

    sheet = read_sheet(make_xlsx(tmp_path, change=change))

    assert sheet.fills == {(1, 1): "00B050", (1, 2): "F79646", (2, 1): "BFBFBF", (2, 3): "FF0000"}


def test_a_row_or_column_look_holds_for_cells_that_are_not_written(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>Titel</t></is></c><c r="C1"><v>1</v></c></row>'
        '<row r="2" s="1" customFormat="1"><c r="A2"><v>2</v></c></row>'
        '<row r="3"><c r="A3"><v>2</v></c></row>'
    )

    sheet = raw(tmp_path, rows, before='<cols><col min="2" max="16384" style="2"/></cols>')

    theme = sheet.fills[1, 2]
    assert sheet.fills == {(1, 2): theme, (2, 2): "00B050", (2, 3): "00B050", (3, 2): theme, (3, 3): theme}


def test_number_formats_are_kept_for_dates_and_shares_only(tmp_path):
    def change(sheet):
        sheet["A3"], sheet["A3"].number_format = dt.date(2019, 12, 1), "mmm-yy"
        sheet["B3"], sheet["B3"].number_format = 0.3, "0%"
        sheet["A4"], sheet["A4"].number_format = 12.5, "#,##0.00"
        sheet["B4"], sheet["B4"].number_format = "tekst", "0%"
        sheet["A5"], sheet["A5"].number_format = 12.5, '#,##0 "dkr. om md."'

    assert read_sheet(make_xlsx(tmp_path, change=change)).number_formats == {(3, 1): "mmm-yy", (3, 2): "0%"}


def test_struck_text_symbol_fonts_and_notes_are_told(tmp_path):
    def change(sheet):
        sheet["A2"].font = Font(strike=True)
        sheet["B2"] = "ü"
        sheet["B2"].font = Font(name="Wingdings")
        sheet["A1"].comment = Comment("Aftalt i marts\nGælder stadig", "Sekretariatet")

    sheet = read_sheet(make_xlsx(tmp_path, change=change))

    assert sheet.struck == {(2, 1)}
    assert sheet.symbol_fonts == {(2, 2): "Wingdings"}
    assert sheet.notes == {(1, 1): "Aftalt i marts\nGælder stadig"}


def test_a_thread_of_comments_stands_instead_of_the_copy_for_old_readers(tmp_path):
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        '<Relationship Id="a" Type="http://x/comments" Target="../comments1.xml"/>'
        '<Relationship Id="b" Type="http://x/threadedComment" Target="/xl/threads.xml"/></Relationships>'
    )
    more = {
        "xl/worksheets/_rels/sheet1.xml.rels": relation,
        "xl/comments1.xml": '<comments><commentList><comment ref="A1"><text><r><t>Copy</t></r>'
        '</text></comment><comment ref="A2"><text><t>Gammel</t></text></comment></commentList></comments>',
        "xl/threads.xml": "<ThreadedComments>"
        '<threadedComment ref="A1"><text>Spørgsmål</text></threadedComment>'
        '<threadedComment ref="A1"><text>Svar</text></threadedComment></ThreadedComments>',
    }

    sheet = raw(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', more=more)

    assert sheet.notes == {(1, 1): "Spørgsmål\nSvar", (2, 1): "Gammel"}


def test_errors_and_formulas_without_a_value_are_told_cell_by_cell(tmp_path):
    rows = (
        '<row r="1"><c r="A1" t="e"><f>B1+#REF!</f><v>#REF!</v></c><c r="B1" s="1" t="e"><v>#N/A</v></c>'
        '<c r="C1"><f>1+1</f></c><c r="D1"><f>1+1</f><v></v></c><c r="E1" t="str"><f>""</f><v></v></c>'
        '<c r="F1"><f>1+1</f><v>2</v></c><c r="G1"><f t="shared" si="0"/></c></row>'
    )

    sheet = raw(tmp_path, rows)

    assert sheet.errors == {(1, 1): "#REF!", (1, 2): "#N/A", (1, 3): "", (1, 4): "", (1, 7): ""}
    assert sheet.value(1, 6) == 2


def test_conditional_formats_give_the_colour_their_rules_give(tmp_path):
    red = PatternFill(bgColor="FFC7CE", fill_type="solid")
    green = PatternFill(bgColor="C6EFCE", fill_type="solid")

    def change(sheet):
        sheet.conditional_formatting.add("A2:A100", CellIsRule(operator="equal", formula=['"Rød"'], fill=red))
        sheet.conditional_formatting.add("B2:B100", FormulaRule(formula=['$A2="grøn"'], fill=green))
        sheet.conditional_formatting.add("C2:C100", CellIsRule(operator="equal", formula=["3"], fill=red))
        text = Rule(
            type="containsText", operator="containsText", text="risiko", dxf=DifferentialStyle(fill=red)
        )
        text.formula = ['NOT(ISERROR(SEARCH("risiko",D2)))']
        sheet.conditional_formatting.add("D2:D100", text)
        sheet.conditional_formatting.add("E2:E100", FormulaRule(formula=["LEN(E2)>9"], fill=red))
        sheet.conditional_formatting.add("E2:E100", FormulaRule(formula=["VLOOKUP(E2,A:B,2)"], fill=red))

    rows = [
        ["Lys", "Navn", "Tal", "Note", "E"],
        ["Rød", "x", 3, "Stor risiko", "lang"],
        ["Grøn", "y", 2, "", ""],
    ]
    sheet = read_sheet(make_xlsx(tmp_path, rows, change=change))

    assert sheet.conditional == {(2, 1): "FFC7CE", (3, 2): "C6EFCE", (2, 3): "FFC7CE", (2, 4): "FFC7CE"}


def test_of_two_rules_the_first_by_priority_wins(tmp_path):
    rules = (
        '<conditionalFormatting sqref="A1"><cfRule type="cellIs" dxfId="1" priority="2" operator="equal">'
        '<formula>"x"</formula></cfRule><cfRule type="cellIs" dxfId="0" priority="1" operator="equal">'
        '<formula>"x"</formula></cfRule></conditionalFormatting>'
    )
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'

    assert raw(tmp_path, rows, after=rules).conditional == {(1, 1): "C6EFCE"}


def test_icons_scales_and_rules_that_name_today_are_worked_out(tmp_path):
    def change(sheet):
        late = PatternFill(bgColor=Color(theme=5), fill_type="solid")
        sheet.conditional_formatting.add("A2:A4", IconSetRule("3TrafficLights1", "num", [0, 2, 3]))
        scale = ColorScaleRule("min", None, "F8696B", "num", 2, "FFEB84", "max", None, Color(theme=9))
        sheet.conditional_formatting.add("B2:B4", scale)
        sheet.conditional_formatting.add("C2:C4", FormulaRule(formula=["$C2<TODAY()"], fill=late))

    saved = dt.datetime.now(dt.UTC).date()
    days = [saved + dt.timedelta(days=days) for days in (-2, 2, 400)]
    rows = [["Lys", "Vurdering", "Slut"], *([n, n, days[n - 1]] for n in (1, 2, 3))]
    found = read_sheet(make_xlsx(tmp_path, rows, change=change)).conditional

    assert [found[row, 1] for row in (2, 3, 4)] == ["FF0000", "FFC000", "00B050"]
    assert [found[row, 2] for row in (2, 3, 4)] == ["F8696B", "FFEB84", "F79646"]
    assert {place: found[place] for place in found if place[1] == 3} == {(2, 3): "C0504D"}


def test_a_rule_may_look_at_another_sheet(tmp_path):
    def change(sheet):
        words = sheet.parent.create_sheet("Ord og lister")
        words["A1"], words["A2"] = "Grøn", 3
        green, red = (PatternFill(bgColor=colour, fill_type="solid") for colour in ("00B050", "FF0000"))
        equal = FormulaRule(formula=["$A1='Ord og lister'!$A$1"], fill=green)
        sheet.conditional_formatting.add("B1:B3", equal)
        limit = CellIsRule(operator="greaterThan", formula=["'Ord og lister'!$A$2"], fill=red)
        sheet.conditional_formatting.add("C1:C3", limit)
        sheet.conditional_formatting.add("A1:A3", FormulaRule(formula=["Findes!A1=1"], fill=red))

    rows = [["Grøn", None, 4], ["Gul", None, 3], ["grøn", None, 9]]
    sheet = read_sheet(make_xlsx(tmp_path, rows, change=change))

    assert sheet.conditional == {(1, 2): "00B050", (3, 2): "00B050", (1, 3): "FF0000", (3, 3): "FF0000"}


def test_a_lone_sign_has_the_colour_of_its_font(tmp_path):
    def change(sheet):
        for row, colour in ((1, "FF00B050"), (2, "FFFF0000"), (3, "FF000000")):
            sheet.cell(row, 1).font = Font(color=colour)
            sheet.cell(row, 2).font = Font(color=colour)
        sheet["C1"].font = Font(name="Wingdings", color=Color(theme=9))
        sheet["A1"].fill = PatternFill("solid", fgColor="DDEBF7")
        sheet.conditional_formatting.add("D1:D3", FormulaRule(["TRUE"], font=Font(color="FFC00000")))

    rows = [["●", "Rød", "l", "●"], ["●", "x y z", None, "tekst"], ["●"]]
    sheet = read_sheet(make_xlsx(tmp_path, rows, change=change))

    assert sheet.fills == {(1, 1): "00B050", (2, 1): "FF0000", (1, 3): "F79646"}
    assert sheet.conditional == {(1, 4): "C00000"}


def test_rules_of_newer_excel_tell_block_and_colour_themselves(tmp_path):
    rules = (
        '<extLst><ext xmlns:x14="x14"><x14:conditionalFormattings>'
        '<x14:conditionalFormatting xmlns:xm="xm"><x14:cfRule type="expression" priority="1" id="{1}">'
        '<xm:f>$A1&gt;1</xm:f><x14:dxf><font><color rgb="FF9C0006"/></font><fill><patternFill>'
        '<bgColor rgb="FFFFC7CE"/></patternFill></fill></x14:dxf></x14:cfRule><xm:sqref>A1:A2</xm:sqref>'
        '</x14:conditionalFormatting><x14:conditionalFormatting xmlns:xm="xm">'
        '<x14:cfRule type="iconSet" priority="2"><x14:iconSet iconSet="3Triangles" custom="1">'
        '<x14:cfvo type="percent"><xm:f>0</xm:f></x14:cfvo><x14:cfvo type="num"><xm:f>1</xm:f></x14:cfvo>'
        '<x14:cfvo type="num" gte="0"><xm:f>1</xm:f></x14:cfvo><x14:cfIcon iconSet="3Triangles" iconId="2"/>'
        '<x14:cfIcon iconSet="3Triangles" iconId="1"/><x14:cfIcon iconSet="NoIcons" iconId="0"/>'
        "</x14:iconSet></x14:cfRule><xm:sqref>B1:B2</xm:sqref></x14:conditionalFormatting>"
        "</x14:conditionalFormattings></ext></extLst>"
    )
    rows = (
        '<row r="1"><c r="A1"><v>2</v></c><c r="B1"><v>1</v></c></row><row r="2"><c r="B2"><v>2</v></c></row>'
    )

    assert raw(tmp_path, rows, after=rules).conditional == {(1, 1): "FFC7CE", (1, 2): "FFC000"}


@pytest.mark.parametrize(
    "cell", ["XFD1048576", "ZZZZZZ5", "A99999999999", "XFE1", "A1048577", "a99999999999"]
)
def test_a_stray_cell_far_away_is_refused_and_named(tmp_path, cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="{cell}"><v>1</v></c></row>'

    with pytest.raises(FileRefusedError) as refusal:
        raw(tmp_path, rows)

    assert refusal.value.id == "file.far_cell"
    assert refusal.value.facts == {"sheet": "Ark", "cell": cell}


@pytest.mark.parametrize(
    "row",
    [
        "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>",
        '<x:row r="1048576"><x:c r="XFD1048576"><x:v>1</x:v></x:c></x:row>',
        '<row r="1"><c  r="XFD1048576" t="n"><f>1</f></c></row>',
        '<row r="1"><c t="n" r="XFD1048576"><v>1</v></c></row>',
        '<row r="1"><c r="XF&#68;1048576"><v>1</v></c></row>',
        '<row r="1"><!-- </sheetData> --><c r="XFD1048576"><v>1</v></c></row>',
        '<row r="1048576"><c r="XFD1048576"><is><t>x</t></is></c></row>',
    ],
)
def test_a_stray_cell_is_found_however_it_is_written(tmp_path, row):
    with pytest.raises(FileRefusedError, match="XFD1048576"):
        raw(tmp_path, row)


def test_cells_formatted_to_the_bottom_but_empty_are_no_content(tmp_path):
    tail = "".join(f'<row r="{row}"><c r="A{row}" s="1"/></row>' for row in range(3, 60_000))
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2" s="1"/></row>{tail}'
    far = '<row r="1048576"><c r="A1048576" s="1"/><c r="XFD1048576" s="1"></c></row>'

    sheet = raw(tmp_path, rows + far)

    assert trimmed(sheet.rows) == [[1.0]]
    assert sheet.fills == {}


def test_a_wide_sheet_of_few_rows_is_read(tmp_path):
    cells = [f"Kolonne {number}" for number in range(500)]

    sheet = read_sheet(make_xlsx(tmp_path, [cells] * 3))

    assert sheet.value(3, 500) == "Kolonne 499"


def test_a_wrong_dimension_hides_no_rows(tmp_path):
    rows = "".join(f'<row r="{row}"><c r="A{row}"><v>{row}</v></c></row>' for row in range(1, 51))

    assert len(raw(tmp_path, rows, before='<dimension ref="A1"/>').rows) == 50


def test_rows_and_cells_without_places_are_counted(tmp_path):
    rows = '<row><c s="1"><v>1</v></c><c><v>2</v></c></row><row><c/><c s="1" t="e"><v>#REF!</v></c></row>'

    sheet = raw(tmp_path, rows)

    assert trimmed(sheet.rows) == [[1.0, 2.0]]
    assert sheet.fills[1, 1] == "00B050"
    assert sheet.errors == {(2, 2): "#REF!"}


def test_escaped_and_hidden_characters_are_gone(tmp_path):
    text = "a_x0000_b_x000D_&#10;c\u200b\u202ed \u00a0"

    assert trimmed(
        raw(tmp_path, f'<row r="1"><c r="A1" t="inlineStr"><is><t>{text}</t></is></c></row>').rows
    ) == [["ab\ncd"]]


def test_a_sheet_of_charts_has_no_cells_and_shifts_nothing(tmp_path):
    path = tmp_path / "graf.xlsx"
    with xlsxwriter.Workbook(path) as book:
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=Liste!$B$1:$B$2"})
        book.add_chartsheet("Graf").set_chart(chart)
        green = book.add_format({"bg_color": "#00B050"})
        book.add_worksheet("Liste").write("A1", "Titel", green)

    (sheet,) = read(path).sheets

    assert (sheet.name, sheet.fills) == ("Liste", {(1, 1): "00B050"})


def test_a_workbook_without_styles_or_looks_is_read(tmp_path):
    sheet = raw(
        tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', styles=STYLES.replace("cellXfs", "other")
    )

    assert trimmed(sheet.rows) == [[1.0]]


def test_a_document_type_in_any_part_is_refused(tmp_path):
    path = make_raw_xlsx(tmp_path, "<sheetData/>", more={"xl/theme/x.xml": '<!DOCTYPE a SYSTEM "http://x/">'})

    with pytest.raises(FileRefusedError) as refusal:
        read(path)

    assert refusal.value.id == "file.damaged"


def test_a_sheet_of_broken_xml_is_refused(tmp_path):
    with pytest.raises(FileRefusedError) as refusal:
        read(make_raw_xlsx(tmp_path, "<sheetData><row>"))

    assert refusal.value.id == "file.damaged"


def test_what_is_read_can_be_sent_to_another_process(tmp_path):
    workbook = read(make_xlsx(tmp_path))

    assert pickle.loads(pickle.dumps(workbook)) == workbook


def test_more_cells_than_any_list_has_are_refused(tmp_path):
    cells = '<row r="1">' + "<c/>" * 2_000_001 + "</row>"

    with pytest.raises(FileRefusedError) as refusal:
        raw(tmp_path, cells)

    assert refusal.value.id == "file.too_many_cells"


@pytest.mark.parametrize(
    "styles",
    [
        STYLES.replace('<cellXfs count="8">', "<cellXfs>" + '<xf fillId="2"/>' * 70_000),
        STYLES.replace('<cellXfs count="8">', "<a>" * 5_000 + "</a>" * 5_000 + "<cellXfs>"),
    ],
)
def test_styles_made_to_choke_readers_are_refused(tmp_path, styles):
    with pytest.raises(FileRefusedError) as refusal:
        raw(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', styles=styles)

    assert refusal.value.id == "file.damaged"


def test_a_number_that_is_none_is_no_value(tmp_path):
    rows = (
        '<row r="1"><c r="A1"><v>NaN</v></c><c r="B1"><v>'
        + "9" * 400
        + '</v></c><c r="C1"><v>1</v></c></row>'
    )

    assert trimmed(raw(tmp_path, rows).rows) == [[None, None, 1.0]]
