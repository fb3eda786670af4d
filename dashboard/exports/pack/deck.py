"""Slides: a clean layout of our own, and the shapes that the pack puts on it.

Every slide has a title of its own and its source in its notes; every table and chart says in words what it
shows. No text is smaller than 18 points.
"""

import datetime as dt
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

import xlsxwriter
from pptx.chart.data import CategoryChartData
from pptx.dml.color import RGBColor
from pptx.enum.chart import XL_CHART_TYPE, XL_LEGEND_POSITION, XL_TICK_LABEL_POSITION
from pptx.enum.shapes import MSO_SHAPE
from pptx.enum.text import MSO_ANCHOR
from pptx.oxml.ns import qn
from pptx.util import Emu, Inches, Pt

from dashboard import theme
from dashboard.exports.pack.deck_layout import FONT, HEIGHT, LANGUAGES, LEFT, WIDTH, add_number, clean_deck
from dashboard.exports.pack.values import ChartKind, ChartSpec, Light
from dashboard.exports.pack.zips import same_bytes

TOP = Inches(1.7)
WIDE = Emu(WIDTH - 2 * LEFT)
SMALLEST = Pt(18)
_RUN, _PROPERTIES, _TEXT, _BREAK = (qn(f"a:{name}") for name in ("r", "rPr", "t", "br"))
_SOLID, _COLOUR = qn("a:solidFill"), qn("a:srgbClr")
_TONES = {str(light) if light else "none": light for light in theme.LIGHT_ORDER}


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of text; several make a paragraph."""

    text: str
    is_bold: bool = False
    colour: str = theme.INK


BREAK = Piece("\n")
"""The end of a line inside a paragraph."""

Paragraph: TypeAlias = Sequence[Piece] | str


def light_pieces(light: Light) -> list[Piece]:
    """Give a light's shape in its colour, and its word."""
    return [Piece(f"{shape_of(light.code)} ", colour=colour_of(light.code)), Piece(light.word)]


def shape_of(code: str) -> str:
    """Give a light's shape as a character; that of none of them is a dash."""
    return theme.LIGHT_SHAPES.get(_TONES.get(code), "–")


def colour_of(tone: str) -> str:
    """Give the colour of a tone."""
    return theme.LIGHT_COLOURS[_TONES[tone]] if tone in _TONES else theme.PETROL


class Deck:
    """A presentation being made."""

    def __init__(self, language: str) -> None:
        self.language = LANGUAGES[language]
        self.deck: Any = clean_deck(self.language)
        self._layout = self.deck.slide_layouts[0]
        self._titles: dict[str, int] = {}

    def slide(self, title: str, notes: str) -> "Board":
        """Add a slide; a title that was used before says which of its kind it is."""
        made = self.deck.slides.add_slide(self._layout)
        made.shapes.turbo_add_enabled = True  # we never take a shape away, so numbers can just rise
        nth = self._titles[title] = self._titles.get(title, 0) + 1
        made.shapes.title.text_frame.text = plain(title if nth == 1 else f"{title} ({nth})")
        add_number(made, self._layout)
        made.notes_slide.notes_text_frame.text = plain(notes)
        return Board(made)

    def saved(self, *, title: str, subject: str, moment: dt.datetime) -> bytes:
        """Give the file."""
        core = self.deck.core_properties
        core.title, core.subject, core.author, core.last_modified_by = title, subject, "Tværblik", "Tværblik"
        core.language, core.revision, core.keywords, core.comments = self.language, 1, "", ""
        core.created = core.modified = moment.astimezone(dt.UTC).replace(tzinfo=None, microsecond=0)
        for slide in self.deck.slides:
            _speak(slide._element, self.language)  # noqa: SLF001 -- python-pptx has no other way
            _speak(slide.notes_slide._element, self.language)  # noqa: SLF001
            _date_workbooks(slide, core.created)
        written = io.BytesIO()
        self.deck.save(written)
        return same_bytes(written.getvalue())


class Board:
    """What stands on a slide below its title."""

    def __init__(self, slide: Any) -> None:  # noqa: ANN401 -- python-pptx has no types
        self.slide = slide

    def front(self) -> None:
        """Make it the first slide: a band to the left, and the title large in the middle."""
        band = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, 0, 0, Inches(0.28), HEIGHT)
        _fill(band, theme.PETROL)
        _decorative(band)
        title = self.slide.shapes.title
        title.left, title.top, title.width, title.height = LEFT, Inches(1.5), WIDE, Inches(1.5)
        title.text_frame.vertical_anchor = MSO_ANCHOR.BOTTOM
        for run in title.text_frame.paragraphs[0].runs:
            run.font.size = Pt(40)

    def text(
        self, paragraphs: Iterable[Paragraph], place: tuple[int, int, int, int], *, size: Pt = SMALLEST
    ) -> None:
        """Set paragraphs in a box: left, top, width, height."""
        box = self.slide.shapes.add_textbox(*place)
        box.text_frame.word_wrap = True
        _write(box.text_frame, paragraphs, size)

    def card(
        self, paragraphs: Sequence[tuple[Paragraph, int]], place: tuple[int, int, int, int], tone: str
    ) -> None:
        """Set a figure in a frame whose left edge has a light's colour; each paragraph with its size."""
        left, top, width, height = place
        edge = self.slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, left, top, Inches(0.08), height)
        _fill(edge, colour_of(tone))
        _decorative(edge)
        frame = self.slide.shapes.add_textbox(left + Inches(0.2), top, width - Inches(0.2), height).text_frame
        frame.word_wrap, frame.vertical_anchor = True, MSO_ANCHOR.MIDDLE
        for nth, (paragraph, size) in enumerate(paragraphs):
            _paragraph(frame.paragraphs[0] if nth == 0 else frame.add_paragraph(), paragraph, Pt(size))

    def table(
        self, heads: Sequence[str], rows: Sequence[Sequence[Paragraph]], widths: Sequence[float], alt: str
    ) -> None:
        """Set a table with a row of headings."""
        height = Inches(0.45) * (len(rows) + 1)
        frame = self.slide.shapes.add_table(len(rows) + 1, len(heads), LEFT, TOP, WIDE, height)
        _describe(frame, alt)
        made, whole = frame.table, sum(widths)
        _plain_style(frame)
        for place, width in enumerate(widths):
            made.columns[place].width = Emu(int(WIDE * width / whole))
        for place, head in enumerate(heads):
            _cell(made.cell(0, place), [Piece(head, is_bold=True, colour=theme.INK_MUTED)], is_head=True)
        for nth, row in enumerate(rows, 1):
            for place, said in enumerate(row):
                _cell(made.cell(nth, place), said)

    def chart(self, spec: ChartSpec) -> None:
        """Set a native chart, whose workbook holds what it shows and nothing else."""
        given: Any = CategoryChartData(number_format="0")  # type: ignore[no-untyped-call]  # python-pptx's own
        given.categories = [plain(name) for name in spec.categories]
        for series in spec.series:
            given.add_series(plain(series.name), series.values)
        is_bars = spec.kind is ChartKind.BARS
        kind = XL_CHART_TYPE.BAR_STACKED if is_bars else XL_CHART_TYPE.COLUMN_STACKED
        place = (LEFT, TOP, WIDE, Emu(HEIGHT - TOP - Inches(0.75)))
        frame = self.slide.shapes.add_chart(kind, *place, given)
        _describe(frame, spec.alt)
        _dress(frame.chart, spec, is_bars=is_bars)


# --- Text


def plain(text: str) -> str:
    """Give a text without what no slide can hold."""
    return "".join(char for char in text.replace("\r\n", "\n") if char in "\n\t" or char >= " ")


def _write(frame: Any, paragraphs: Iterable[Paragraph], size: Pt) -> None:  # noqa: ANN401 -- no types
    for nth, paragraph in enumerate(paragraphs):
        _paragraph(frame.paragraphs[0] if nth == 0 else frame.add_paragraph(), paragraph, size)


def _paragraph(made: Any, paragraph: Paragraph, size: Pt) -> None:  # noqa: ANN401 -- no types
    """Write runs as XML: python-pptx takes a millisecond for each, and a pack may have a hundred thousand."""
    element = made._p  # noqa: SLF001 -- no other way
    for piece in [Piece(paragraph)] if isinstance(paragraph, str) else paragraph:
        if piece is BREAK:
            _add(element, _BREAK)
            continue
        run = _add(element, _RUN)
        properties = _add(run, _PROPERTIES, sz=str(int(size.pt * 100)), b="1" if piece.is_bold else "0")
        _add(_add(properties, _SOLID), _COLOUR, val=piece.colour.removeprefix("#").upper())
        _add(run, _TEXT).text = plain(piece.text)


def _add(parent: Any, name: str, **attributes: str) -> Any:  # noqa: ANN401 -- no types
    child = parent.makeelement(name, attributes)
    parent.append(child)
    return child


def _speak(element: Any, language: str) -> None:  # noqa: ANN401 -- no types
    """Say in which language every text is."""
    for run in element.iter(_RUN):
        run.get_or_add_rPr()
    for properties in element.iter(_PROPERTIES, qn("a:endParaRPr")):
        properties.set("lang", language)


def _rgb(colour: str) -> RGBColor:
    return RGBColor(*bytes.fromhex(colour.removeprefix("#")))  # type: ignore[no-untyped-call]  # its own


# --- Shapes


def _describe(shape: Any, alt: str) -> None:  # noqa: ANN401 -- no types
    """Say in words what a shape shows."""
    shape._element.nvGraphicFramePr.cNvPr.set("descr", plain(alt))  # noqa: SLF001 -- no other way


def _decorative(shape: Any) -> None:  # noqa: ANN401 -- no types
    """Tell that a shape says nothing that the text beside it does not."""
    properties = shape._element.nvSpPr.cNvPr  # noqa: SLF001 -- no other way
    properties.set("descr", "")
    main = "http://schemas.openxmlformats.org/drawingml/2006/main"
    space = "http://schemas.microsoft.com/office/drawing/2017/decorative"
    listed = properties.makeelement(f"{{{main}}}extLst", {})
    told = listed.makeelement(f"{{{main}}}ext", {"uri": "{C183D7F6-B498-43B3-948B-1728B52AA6E4}"})
    told.append(told.makeelement(f"{{{space}}}decorative", {"val": "1"}, nsmap={"adec": space}))
    listed.append(told)
    properties.append(listed)


def _fill(shape: Any, colour: str) -> None:  # noqa: ANN401 -- no types
    shape.fill.solid()
    shape.fill.fore_color.rgb = _rgb(colour)
    shape.line.fill.background()
    shape.shadow.inherit = False


def _plain_style(frame: Any) -> None:  # noqa: ANN401 -- no types
    """Take a table's own colours away: lines below its rows are all."""
    properties = frame._element.graphic.graphicData.tbl.tblPr  # noqa: SLF001 -- no other way
    properties.set("bandRow", "0")
    style = properties.find(qn("a:tableStyleId"))
    style.text = "{2D5ABB26-0587-4C30-8999-92F81FD0307C}"  # "No Style, No Grid"


def _cell(cell: Any, said: Paragraph, *, is_head: bool = False) -> None:  # noqa: ANN401 -- no types
    frame = cell.text_frame
    frame.word_wrap = True
    _paragraph(frame.paragraphs[0], said, SMALLEST)
    cell.margin_left = cell.margin_right = Inches(0.06)
    cell.margin_top = cell.margin_bottom = Inches(0.05)
    cell.vertical_anchor = MSO_ANCHOR.BOTTOM if is_head else MSO_ANCHOR.TOP
    properties = cell._tc.get_or_add_tcPr()  # noqa: SLF001 -- no other way
    line = properties.makeelement(qn("a:lnB"), {"w": "19050" if is_head else "9525"})
    solid = line.makeelement(qn("a:solidFill"), {})
    colour = (theme.INK if is_head else theme.LINE).removeprefix("#").upper()
    solid.append(solid.makeelement(qn("a:srgbClr"), {"val": colour}))
    line.append(solid)
    properties.insert(0, line)


def _dress(chart: Any, spec: ChartSpec, *, is_bars: bool) -> None:  # noqa: ANN401 -- no types
    chart.font.size, chart.font.name = SMALLEST, FONT
    chart.font.color.rgb = _rgb(theme.INK)
    chart.has_title = False
    chart.has_legend = True
    chart.legend.position, chart.legend.include_in_layout = XL_LEGEND_POSITION.TOP, False
    chart.plots[0].gap_width, chart.plots[0].overlap = 45, 100
    chart.value_axis.visible = False
    chart.value_axis.has_major_gridlines = False
    chart.category_axis.format.line.color.rgb = _rgb(theme.LINE)
    chart.category_axis.has_major_gridlines = False
    chart.category_axis.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    chart.category_axis.reverse_order = is_bars
    for series, drawn in zip(spec.series, chart.plots[0].series, strict=True):
        drawn.format.fill.solid()
        drawn.format.fill.fore_color.rgb = _rgb(colour_of(series.tone))
        labels = drawn.data_labels
        labels.show_value, labels.number_format, labels.number_format_is_linked = True, "0;;", False
        labels.font.size = SMALLEST
        labels.font.color.rgb = _rgb(
            theme.LIGHT_TEXT[_TONES[series.tone]] if series.tone in _TONES else "#FFFFFF"
        )


def _date_workbooks(slide: Any, moment: dt.datetime) -> None:  # noqa: ANN401 -- no types
    """Write the charts' workbooks anew: as texts and numbers alone, dated by the pack."""
    for shape in slide.shapes:
        if shape.has_chart:
            shape.chart.part.chart_workbook.xlsx_part._blob = _workbook(shape.chart, moment)  # noqa: SLF001


def _workbook(chart: Any, moment: dt.datetime) -> bytes:  # noqa: ANN401 -- no types
    written, plot = io.BytesIO(), chart.plots[0]
    with xlsxwriter.Workbook(written, {"in_memory": True}) as book:
        book.set_properties({"author": "Tværblik", "created": moment})
        sheet = book.add_worksheet("Sheet1")  # the name that the chart asks for
        for row, name in enumerate(plot.categories, 1):
            sheet.write_string(row, 0, str(name))
        for column, series in enumerate(plot.series, 1):
            sheet.write_string(0, column, series.name)
            for row, value in enumerate(series.values, 1):
                sheet.write_number(row, column, value)
    return same_bytes(written.getvalue())
