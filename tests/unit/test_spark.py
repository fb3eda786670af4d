"""A line as small as a word: from the bottom to the largest, with gaps where nothing is known."""

from dashboard.components.spark import HEIGHT, WIDTH, spark


def path_of(*values, largest=1.0):
    line, *ends = spark(values, largest).children
    return line.attributes["d"], [(it.attributes["cx"], it.attributes["cy"]) for it in ends]


def test_the_largest_reaches_the_top_and_nothing_the_bottom():
    assert path_of(0.0, 1.0) == ("M3.0 21.0L81.0 3.0", [("81.0", "3.0")])
    assert (WIDTH, HEIGHT) == (84, 24)


def test_what_is_not_known_is_a_gap():
    assert path_of(1.0, None, 0.5)[0] == "M3.0 3.0M81.0 12.0"


def test_the_end_marks_the_newest_that_is_known():
    assert path_of(0.0, 1.0, None)[1] == [("42.0", "3.0")]
    assert path_of(None, None) == ("", [])


def test_where_nothing_was_found_the_line_lies_at_the_bottom():
    assert path_of(0.0, 0.0, largest=0.0)[0] == "M3.0 21.0L81.0 21.0"


def test_those_who_hear_the_page_are_not_told_of_it():
    assert spark([1.0], 1.0).attributes["aria-hidden"] == "true"
