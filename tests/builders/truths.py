"""Hold a reading against a truth file: what was read right, by the rules in ``tests/samples/README.md``."""

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

CONTEXT = {"sheet_title", "sheet_name", "section_heading", "merged", "fill_down"}


@dataclass
class Score:
    """What was read right of one file."""

    tables: tuple[int, int] = (0, 0)
    headers: tuple[int, int] = (0, 0)
    spans: tuple[int, int] = (0, 0)
    columns: tuple[int, int] = (0, 0)
    accounts: tuple[int, int] = (0, 0)
    titles: tuple[int, int] = (0, 0)
    findings: tuple[int, int] = (0, 0)
    false_records: int = 0
    has_right_exit: bool = False
    values: Counter[str] = field(default_factory=Counter)
    differences: list[str] = field(default_factory=list)

    @property
    def value_share(self) -> float:
        """Give the share of values read right; wrong, missing and extra ones count against it."""
        total = sum(self.values.values())
        return self.values["right"] / total if total else 1.0

    @property
    def structure(self) -> tuple[tuple[int, int], ...]:
        """Give what must be complete: tables, heading rows, spans, row accounts, titles."""
        return self.tables, self.headers, self.spans, self.accounts, self.titles


def tidy(text: object) -> str:
    """Collapse white space and drop soft hyphens: how texts are compared."""
    return re.sub(r"\s+", " ", str(text).replace("\u00ad", "").replace("\u00a0", " ")).strip()


def score(document: dict[str, Any], truth: dict[str, Any]) -> Score:
    """Compare the document of a file with its truth, table by table."""
    found = Score()
    wanted = truth["tables"]
    pairs = [(table, _table_like(table, document["tables"])) for table in wanted]
    for table, read in pairs:
        _compare_table(found, table, read)
    found.tables = (sum(read is not None for _, read in pairs), len(wanted))
    expected = [read for _, read in pairs if read is not None]
    found.false_records = sum(len(table["records"]) for table in document["tables"] if table not in expected)
    sheets = {table["sheet"] for table in wanted}
    _compare_findings(found, truth, document, sheets)
    has_error = any(finding["severity"] == "error" for finding in document["findings"])
    found.has_right_exit = int(has_error) in truth["exit_status"]
    return found


def _table_like(table: dict[str, Any], read: list[dict[str, Any]]) -> dict[str, Any] | None:
    same = [other for other in read if other["sheet"] == table["sheet"] and other["kind"] == table["kind"]]
    overlapping = [
        other
        for other in same
        if other["first_row"] <= table["last_row"] and other["last_row"] >= table["first_row"]
    ]
    wanted = {_line(column) for column in table["columns"]}
    return max(overlapping, key=lambda other: len(wanted & set(map(_line, other["columns"]))), default=None)


def _add(pair: tuple[int, int], right: int, total: int = 1) -> tuple[int, int]:
    return pair[0] + right, pair[1] + total


def _compare_table(found: Score, truth: dict[str, Any], read: dict[str, Any] | None) -> None:
    records = _by_place(read, "records")
    row_values = _by_place(read, "row_values")
    read = read or {"header_rows": None, "first_row": 0, "last_row": 0, "rows": {}, "columns": []}
    where = truth["sheet"]
    checks = {
        "headers": read["header_rows"] == truth["header_rows"],
        "spans": (read["first_row"], read["last_row"]) == (truth["first_row"], truth["last_row"]),
        "accounts": read["rows"] == truth["rows"],
    }
    for name, is_right in checks.items():
        setattr(found, name, _add(getattr(found, name), int(is_right)))
        if not is_right:
            said = {key: read.get(key) for key in ("header_rows", "first_row", "last_row", "rows")}
            found.differences.append(f"{where}: {name} read as {said}")
    _compare_columns(found, truth, read)
    for record in truth["records"]:
        _compare_record(found, record, records.pop(_place(record), None), where)
    for record in truth.get("row_values", ()):
        _compare_record(found, record, row_values.pop(_place(record), None), where)
    found.values["extra"] += sum(len(record["values"]) for record in records.values())
    found.differences += [f"{where}: {place} is no record" for place in records]


def _line(column: dict[str, Any]) -> str | int:
    """Give the column that a heading stands over, in a transposed table the row."""
    line: str | int = column.get("column") or column["row"]
    return line


def _place(record: dict[str, Any]) -> tuple[int, str | None]:
    return record["row"], record.get("column")


def _by_place(read: dict[str, Any] | None, name: str) -> dict[tuple[int, str | None], dict[str, Any]]:
    """Give the records of a table by their row, in a matrix by row and column."""
    return {} if read is None else {_place(record): record for record in read.get(name, ())}


def _compare_columns(found: Score, truth: dict[str, Any], read: dict[str, Any]) -> None:
    fields = {_line(column): column for column in read["columns"]}
    for column in truth["columns"]:
        got = fields.get(_line(column), {"field": "no such column", "confidence": 0})
        is_right = got["field"] == column["field"]
        found.columns = _add(found.columns, int(is_right))
        if not is_right:
            found.differences.append(
                f"{truth['sheet']}!{_line(column)} {column['heading']!r}: "
                f"{got['field']} ({got['confidence']}), is {column['field']}"
            )


def _compare_record(
    found: Score, truth: dict[str, Any], read: dict[str, Any] | None, where: str | None
) -> None:
    values = {} if read is None else read["values"]
    title = values.get("title", {}).get("value")
    found.titles = _add(found.titles, int(tidy(title) == tidy(truth["values"]["title"]["value"])))
    for name in sorted(truth["values"].keys() | values.keys()):
        verdict = _verdict(truth["values"].get(name), values.get(name), truth["values"], name)
        if verdict:
            found.values[verdict] += 1
        if verdict and verdict != "right":
            found.differences.append(
                f"{where}!{truth.get('column', '')}{truth['row']} {name} {verdict}: "
                f"{_brief(values.get(name))} is {_brief(truth['values'].get(name))}"
            )


def _brief(value: dict[str, Any] | None) -> str:
    return "nothing" if value is None else f"{value['value']!r} at {value['cell']} ({value.get('text')!r})"


def _verdict(
    truth: dict[str, Any] | None, read: dict[str, Any] | None, record: dict[str, Any], name: str
) -> str | None:
    """Say right, wrong, missing or extra; nothing for what is not counted."""
    if truth is None:
        is_allowed = read is not None and (
            read.get("read_from") in CONTEXT or (name in {"start", "end"} and "period" in record)
        )
        return None if is_allowed else "extra"
    if read is None:
        return None if truth.get("optional") else "missing"
    places = {truth["cell"], *truth.get("cell_also", ()), *truth.get("cells", ())}
    return "right" if read["cell"] in places and _is_same(truth, read["value"]) else "wrong"


def _is_same(truth: dict[str, Any], value: object) -> bool:
    open_parts = truth.get("open", ())
    if "value" in open_parts:
        return True
    return any(_equal(wanted, value, open_parts) for wanted in truth.get("any_of", [truth["value"]]))


def _equal(wanted: object, value: object, open_parts: list[str] | tuple[str, ...]) -> bool:
    if isinstance(wanted, dict) and isinstance(value, dict):
        names = (wanted.keys() | value.keys()) - set(open_parts)
        return all(wanted.get(name) == value.get(name) for name in names)
    if isinstance(wanted, str) and isinstance(value, str):
        masked = re.sub(r"\b\d{6}-\d{4}\b", "xxxxxx-xxxx", wanted)
        return tidy(masked) == tidy(value)
    if isinstance(wanted, float) and isinstance(value, int | float):
        return abs(wanted - value) < 1e-6
    return bool(wanted == value)


def _compare_findings(
    found: Score, truth: dict[str, Any], document: dict[str, Any], sheets: set[str | None]
) -> None:
    read = {(item["sheet"], item["cell"], item["severity"]) for item in document["findings"]}
    for item in truth["findings"]:
        if item.get("required", True) and item["sheet"] in sheets:
            severities = {item["severity"], *item.get("severity_also", ())}
            is_there = any((item["sheet"], item["cell"], severity) in read for severity in severities)
            found.findings = _add(found.findings, int(is_there))
            if not is_there:
                found.differences.append(f"no finding at {item['sheet']}!{item['cell']}: {item['what']}")


def table_of_scores(scores: dict[str, Score]) -> str:
    """Give the scores as a text table, a line a file."""
    names = ("tables", "headers", "spans", "columns", "accounts", "titles")
    lines = [
        f"{'file':<28}"
        + "".join(f"{name:>9}" for name in names)
        + f"{'values':>8}{'right':>7}{'wrong':>6}{'miss':>6}{'extra':>6}{'findings':>10}"
    ]
    for name, found in scores.items():
        pairs = "".join(f"{f'{right}/{total}':>9}" for right, total in (getattr(found, key) for key in names))
        counts = "".join(
            f"{found.values[key]:>{width}}"
            for key, width in (("right", 7), ("wrong", 6), ("missing", 6), ("extra", 6))
        )
        lines.append(
            f"{name[:27]:<28}{pairs}{found.value_share:>8.1%}{counts}{f'{found.findings[0]}/{found.findings[1]}':>10}"
        )
    return "\n".join(lines)
