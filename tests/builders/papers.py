"""Papers as office suites make them, as small as can be."""

import io
import zipfile

PDF = b"%PDF-1.7\n1 0 obj\n<< >>\nendobj\n%%EOF\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\x00" * 20
JPG = b"\xff\xd8\xff\xe0" + b"\x00" * 20
_TYPES = (
    '<?xml version="1.0"?><Types><Override PartName="/{part}" ContentType="application/vnd.openxmlformats-'
    'officedocument.{main}+xml"/></Types>'
)


def packed_as(parts):
    book = io.BytesIO()
    with zipfile.ZipFile(book, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return book.getvalue()


def make_docx(*paragraphs, **more):
    """Make a Word document; each paragraph is a text, or the runs that it is made of."""
    runs = [(it,) if isinstance(it, str) else it for it in paragraphs]
    body = "".join(
        "<w:p>" + "".join(f"<w:r><w:rPr/><w:t>{run}</w:t></w:r>" for run in it) + "</w:p>" for it in runs
    )
    types = _TYPES.format(part="word/document.xml", main="wordprocessingml.document.main")
    return packed_as(
        {"[Content_Types].xml": types, "word/document.xml": f"<w:document>{body}</w:document>"} | more
    )


def make_pptx(text):
    types = _TYPES.format(part="ppt/presentation.xml", main="presentationml.presentation.main")
    slide = f"<p:sld><a:p><a:r><a:t>{text}</a:t></a:r></a:p></p:sld>"
    return packed_as({"[Content_Types].xml": types, "ppt/slides/slide1.xml": slide})


def make_odt(text):
    content = f"<office:document-content><text:p>{text}</text:p></office:document-content>"
    return packed_as({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": content})
