"""XML of strangers, read as a stream: no document types, no entities, no tree in memory."""

from collections.abc import Callable, Generator
from contextlib import closing
from xml.parsers import expat

Attributes = dict[str, str]
Chunks = Generator[bytes, None, None]
"""The bytes of a part, piece by piece; whoever takes them closes them, also when something goes wrong."""


class BadXmlError(Exception):
    """The part is no sound XML, has elements where none can be, or declares a document type or an entity."""


def make_parser(
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> expat.XMLParserType:
    """Make a streaming parser that hands elements over by local name, and text in whole pieces."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.EntityDeclHandler = _refuse
    parser.StartElementHandler = lambda name, attributes: start(local_name(name), attributes)
    if end is not None:
        finish = end
        parser.EndElementHandler = lambda name: finish(local_name(name))
    parser.CharacterDataHandler = text
    return parser


def parse(
    chunks: Chunks,
    start: Callable[[str, Attributes], None],
    end: Callable[[str], None] | None = None,
    text: Callable[[str], None] | None = None,
) -> None:
    """Parse a whole part; one without a byte has no elements."""
    parser = make_parser(start, end, text)
    is_empty = True
    with closing(chunks):
        for chunk in chunks:
            feed(parser, chunk)
            is_empty = False
    if not is_empty:
        finish(parser)


def feed(parser: expat.XMLParserType, chunk: bytes, *, is_last: bool = False) -> None:
    """Hand a parser the next bytes.

    Raises:
        BadXmlError: they cannot be what they should be; an unknown encoding is a lookup error to expat.
    """
    try:
        parser.Parse(chunk, is_last)
    except (expat.ExpatError, LookupError, ValueError) as error:
        raise BadXmlError from error


def finish(parser: expat.XMLParserType) -> None:
    """Tell a parser that the part ends here."""
    feed(parser, b"", is_last=True)


def local_name(name: str) -> str:
    """Give a name without its prefix: ``x:row`` is ``row``."""
    return name.rpartition(":")[2]


def _refuse(*_: object) -> None:
    raise BadXmlError
