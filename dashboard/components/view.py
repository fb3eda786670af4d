"""What a page is: an address, a name, and a function from what is asked for to what is shown."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dashboard.components.markup import Node
from dashboard.filters import Asked, Ignored
from portfolio.moments import Moment


@dataclass(frozen=True, slots=True)
class View:
    """What a page shows for an address.

    Attributes:
        title: the page's ``h1``: the finding, in words.
        subtitle: measure, population and date.
        body: the content below the filters.
        chosen_count: how many initiatives meet the filters; None on pages without filters.
        total_count: how many there are.
        lead_in: what stands above the title, such as the way back.
        ignored: parts of the address that only the page itself could find useless.
        window: what this view is called among a reader's windows; "" leaves them the page's name.
        tools: what can be done with all that the filters have left, beside the saved views.
        since: the moment that the page compares with where nobody asks for one; None: the month before.
        has_left: whether those that have left their lists are always counted here, so that nobody is asked.
    """

    title: str
    subtitle: str
    body: Sequence[Node]
    chosen_count: int | None = None
    total_count: int | None = None
    lead_in: Sequence[Node] = ()
    ignored: Sequence[Ignored] = ()
    window: str = ""
    tools: Sequence[Node] = ()
    since: Moment | None = None
    has_left: bool = False


@dataclass(frozen=True, slots=True)
class Page:
    """A page with an address of its own.

    Attributes:
        path: its address.
        name_id: text id of its name in the menu and the window's title.
        view: what it shows.
        has_filters: whether the filter bar stands on it.
        own_keys: keys of the address that only this page knows.
        has_help: whether a text explains it in place.
    """

    path: str
    name_id: str
    view: Callable[[Asked], View]
    has_filters: bool = True
    own_keys: tuple[str, ...] = ()
    has_help: bool = True

    @property
    def help_id(self) -> str:
        """Text id of what the page shows and how it is counted; "" where nothing explains it."""
        if not self.has_help:
            return ""
        return f"help.{self.name_id.removeprefix('nav.')}"
