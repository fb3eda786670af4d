"""Old binary workbooks and open documents, built and read again."""

import datetime as dt

import xlwt
from odf import dc, office, style, table
from odf.number import DateStyle, Month, Number, PercentageStyle, Year
from odf.text import P

from etl.read.grid import Block
from etl.read.guard import examine
from etl.read.workbook import read_workbook
from tests.builders.grids import trimmed
from tests.builders.workbooks import ROWS, make_ods, make_xls, ods_cell


def read(path):
    return read_workbook(path, examine(path, path.name))


def read_sheet(path):
    return read(path).sheets[0]


def looks(document, name, *properties):
    made = style.Style(name=name, family="table-cell")
    for one in properties:
        made.addElement(one)
    document.automaticstyles.addElement(made)
    return made


def test_an_old_workbook_gives_values_dates_and_merged_cells(tmp_path):
    sheet = read_sheet(make_xls(tmp_path, [*ROWS, ("  Hjerteforløb\xa0", 12.5, dt.date(2026, 10, 1))]))

    assert sheet.name == "Indsatser"
    assert sheet.value(2, 1) == "Fælles sygepleje"
    assert list(sheet.rows[2]) == ["Hjerteforløb", 12.5, dt.date(2026, 10, 1)]
    assert sheet.merges == (Block(10, 1, 10, 2),)


def test_an_old_workbook_tells_hidden_rows_looks_and_errors(tmp_path):
    book = xlwt.Workbook()
    sheet = book.add_sheet("Indsatser")
    sheet.write(0, 0, "Titel", xlwt.easyxf("pattern: pattern solid, fore_colour green"))
    sheet.write(0, 1, "ü", xlwt.easyxf("font: name Wingdings"))
    sheet.write(1, 0, "Droppet", xlwt.easyxf("font: struck_out on"))
    sheet.write(1, 1, dt.date(2019, 12, 1), xlwt.easyxf(num_format_str="mmm-yy"))
    sheet.write(1, 2, 0.3, xlwt.easyxf(num_format_str="0%"))
    sheet.row(2).set_cell_error(0, "#REF!")
    sheet.row(2).set_cell_error(2, "#DIV/0!")
    sheet.row(2).set_cell_blank(3, xlwt.easyxf("pattern: pattern solid, fore_colour red"))
    sheet.write(3, 3, "Sidst")
    sheet.row(1).hidden = True
    sheet.col(1).hidden = True
    book.add_sheet("Lister").visibility = 1
    book.save(str(tmp_path / "gammel.xls"))

    first, second = read(tmp_path / "gammel.xls").sheets

    assert first.fills == {(1, 1): "008000", (3, 4): "FF0000"}
    assert first.symbol_fonts == {(1, 2): "Wingdings"}
    assert first.struck == {(2, 1)}
    assert first.number_formats == {(2, 2): "mmm-yy", (2, 3): "0%"}
    assert first.errors == {(3, 1): "#REF!", (3, 3): "#DIV/0!"}
    assert (first.hidden_rows, first.hidden_columns) == ({2}, {2})
    assert (first.is_hidden, second.is_hidden) == (False, True)


def test_an_open_document_gives_values_of_each_type(tmp_path):
    def build(_, sheet):
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(ods_cell("første\nanden"))
        row.addElement(table.TableCell(valuetype="date", datevalue="2026-10-01"))
        row.addElement(table.TableCell(valuetype="percentage", value="0.3"))
        row.addElement(table.TableCell(valuetype="currency", currency="DKK", value="1200"))
        row.addElement(table.TableCell(valuetype="boolean", booleanvalue="true"))

    sheet = read_sheet(make_ods(tmp_path, build))

    assert trimmed(sheet.rows) == [["første\nanden", dt.date(2026, 10, 1), 0.3, 1200, True]]


def test_repeated_cells_rows_and_the_tail_to_the_bottom_cost_nothing(tmp_path):
    def build(document, sheet):
        green = looks(document, "Groen", style.TableCellProperties(backgroundcolor="#00B050"))
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(ods_cell("Titel"))
        row.addElement(table.TableCell(numbercolumnsrepeated=2))
        row.addElement(ods_cell("Status"))
        row.addElement(table.TableCell(numbercolumnsrepeated=16_380, stylename=green))
        gap = table.TableRow(numberrowsrepeated=3)
        sheet.addElement(gap)
        gap.addElement(table.TableCell(numbercolumnsrepeated=16_384))
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(ods_cell("A"))
        tail = table.TableRow(numberrowsrepeated=1_048_571)
        sheet.addElement(tail)
        tail.addElement(table.TableCell(numbercolumnsrepeated=16_384, stylename=green))

    sheet = read_sheet(make_ods(tmp_path, build))

    assert trimmed(sheet.rows) == [["Titel", None, None, "Status"], [], [], [], ["A"]]
    assert sheet.fills == {}


def test_an_open_document_tells_merges_hidden_rows_looks_and_notes(tmp_path):
    def build(document, sheet):
        fill = looks(document, "Groen", style.TableCellProperties(backgroundcolor="#00b050"))
        line = looks(document, "Streg", style.TextProperties(textlinethroughstyle="solid"))
        sheet.addElement(table.TableColumn())
        sheet.addElement(table.TableColumn(visibility="collapse"))
        row = table.TableRow()
        sheet.addElement(row)
        cell = ods_cell("Titel", stylename=fill, numbercolumnsspanned=2)
        note = office.Annotation()
        note.addElement(dc.Creator(text="Anne"))
        note.addElement(dc.Date(text="2026-11-28T00:00:00"))
        note.addElement(P(text="Aftalt"))
        note.addElement(P(text="i marts"))
        cell.addElement(note)
        row.addElement(cell)
        row.addElement(table.CoveredTableCell())
        row = table.TableRow(visibility="filter")
        sheet.addElement(row)
        row.addElement(ods_cell("Droppet", stylename=line))
        row.addElement(ods_cell("x"))

    sheet = read_sheet(make_ods(tmp_path, build))

    assert sheet.merges == (Block(1, 1, 1, 2),)
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({2}, {2})
    assert (sheet.fills, sheet.struck) == ({(1, 1): "00B050"}, {(2, 1)})
    assert sheet.notes == {(1, 1): "Aftalt\ni marts"}


def test_shares_and_months_and_the_looks_of_whole_columns_are_told(tmp_path):
    def build(document, sheet):
        month = DateStyle(name="N1")
        month.addElement(Month(style="short"))
        month.addElement(Year())
        document.automaticstyles.addElement(month)
        share = PercentageStyle(name="N2")
        share.addElement(Number())
        document.automaticstyles.addElement(share)
        months = style.Style(name="Maaned", family="table-cell", datastylename="N1")
        document.automaticstyles.addElement(months)
        shares = style.Style(name="Andel", family="table-cell", datastylename="N2")
        document.automaticstyles.addElement(shares)
        sheet.addElement(table.TableColumn(defaultcellstylename=months))
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(table.TableCell(valuetype="date", datevalue="2019-12-01"))
        row.addElement(table.TableCell(valuetype="percentage", value="0.3", stylename=shares))
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(ods_cell("dec-19"))

    assert read_sheet(make_ods(tmp_path, build)).number_formats == {(1, 1): "my", (1, 2): "%"}


def test_a_broken_formula_in_an_open_document_is_told(tmp_path):
    def build(_, sheet):
        row = table.TableRow()
        sheet.addElement(row)
        row.addElement(ods_cell("Titel"))
        row.addElement(ods_cell("#DIV/0!", formula="of:=1/0"))

    assert read_sheet(make_ods(tmp_path, build)).errors == {(1, 2): "#DIV/0!"}
