"""Documents of the repository as elements: headings, paragraphs, lists, tables, and nothing else."""

from dashboard.components.document import document
from tests.builders.components import walk

TEXT = """# Titlen står på siden selv

Et afsnit
over to linjer med `kode`.

## Krav

- Første
  over to linjer
- Andet

| Navn | Svar |
|---|---|
| 1.1.1 <b>fed</b> | ja |
"""


def test_a_document_becomes_the_elements_it_is_written_as():
    tags = [node.tag for node in document(TEXT)]
    assert tags == ["p", "h2", "ul", "div"]


def test_its_text_stays_text_and_its_marks_are_gone():
    paragraph, _heading, items, table = document(TEXT)
    assert paragraph.children == ["Et afsnit over to linjer med kode."]
    assert [item.children for item in items.children] == [["Første over to linjer"], ["Andet"]]
    assert "1.1.1 <b>fed</b>" in list(walk(table))


def test_a_table_is_named_by_the_heading_above_it():
    *_, table = document(TEXT)
    assert table.attributes["aria-label"] == "Krav"
