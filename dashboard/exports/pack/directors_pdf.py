"""The directors' one page as a PDF: A4, tagged, the same bytes each time."""

from dashboard.exports.pack.directors_values import DirectorsSheet
from dashboard.exports.pack.pdf import compiled, document_title, plain_json
from dashboard.texts import t


def directors_pdf(sheet: DirectorsSheet) -> bytes:
    """Make the page's PDF."""
    cover, picture = sheet.cover, sheet.picture
    drawn = None if picture is None else plain_json(picture) | {"totals": list(picture.totals)}
    data = {
        "words": {"total": t("pack.word_total"), "decisions": t("directors.decisions")}
        | {name: t(f"directors.{name}") for name in ("decisions_none", "is_proposed", "is_agreed")},
        "title": document_title(cover),
        "brand": f"Tværblik · {cover.title}",
        "subtitle": t("directors.subtitle", date=cover.as_of_words, since=cover.since_words),
        "next": t("directors.next", day=sheet.next_meeting) if sheet.next_meeting else "",
        "message": cover.message,
        "address": cover.address,
        "figures": plain_json(sheet.figures),
        "picture": drawn,
        "decisions": plain_json(sheet.decisions),
        "blocks": plain_json(sheet.blocks),
        "source": cover.keeper,
    }
    return compiled("one_page.typ", data, cover)
