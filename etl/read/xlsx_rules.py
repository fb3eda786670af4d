"""Rules of conditional formatting as a sheet's XML writes them: the plain ones and those of newer Excel."""

from dataclasses import dataclass, field

from etl.read.rules import Point, RuleText
from etl.read.xml_stream import Attributes

TEXTS = frozenset({"formula", "f", "sqref"})
"""Elements whose text belongs to a rule, where one is open."""

_YES = ("1", "true")
_MOST_POINTS = 20


@dataclass(slots=True)
class RuleReader:
    """Takes the elements after a sheet's rows; newer rules name their block last, and their own colour."""

    rules: list[RuleText] = field(default_factory=list)
    _block: str = ""
    _first: int = 0
    _rule: RuleText | None = None
    _is_inside: bool = False
    _is_fill: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether texts belong to rules here."""
        return self._is_inside

    def start(self, name: str, told: Attributes) -> None:
        """Take an element's beginning."""
        if name == "conditionalFormatting":
            self._is_inside, self._block, self._first = True, told.get("sqref", ""), len(self.rules)
        elif name == "cfRule" and self._is_inside:
            self._begin(told)
        elif self._rule is not None:
            self._part(self._rule, name, told)

    def end(self, name: str, text: str) -> None:
        """Take an element's end, with its text if it is one of :data:`TEXTS`."""
        rule = self._rule
        if name == "conditionalFormatting":
            self._is_inside = False
        elif name == "cfRule":
            self._rule = None
        elif name == "sqref":
            for newer in self.rules[self._first :]:
                newer.block = newer.block or text
        elif rule is not None and name in ("formula", "f"):
            if rule.points:
                rule.points[-1].value = text
            else:
                rule.formulas.append(text)
        elif name == "fill":
            self._is_fill = False

    def _begin(self, told: Attributes) -> None:
        self._rule = RuleText(
            self._block,
            told.get("type", ""),
            told.get("operator", ""),
            told.get("text", ""),
            _whole(told.get("dxfId"), -1),
            _whole(told.get("priority"), 0),
            stops=told.get("stopIfTrue") in _YES,
        )
        self.rules.append(self._rule)

    def _part(self, rule: RuleText, name: str, told: Attributes) -> None:
        if name == "iconSet":
            rule.icons = told.get("iconSet", "3TrafficLights1")
            rule.is_reversed = told.get("reverse") in _YES
        elif name == "cfvo" and len(rule.points) < _MOST_POINTS:
            is_included = told.get("gte", "1") in _YES
            rule.points.append(Point(told.get("type", ""), told.get("val", ""), is_included))
        elif name == "cfIcon" and len(rule.own_icons) < _MOST_POINTS:
            rule.own_icons.append((told.get("iconSet", ""), _whole(told.get("iconId"), -1)))
        elif name == "color" and rule.kind == "colorScale" and len(rule.colours) < _MOST_POINTS:
            rule.colours.append(told)
        elif name == "color" and rule.kind != "dataBar":
            rule.ink = told
        elif name == "fill":
            self._is_fill = True
        elif self._is_fill and (name == "bgColor" or (name == "fgColor" and rule.colour is None)):
            rule.colour = told


def _whole(text: str | None, otherwise: int) -> int:
    return int(text) if text is not None and text.isdecimal() and len(text) < 10 else otherwise
