"""Views that readers saved."""

from dashboard.data.door import Door, door_here, kept, stamps_here
from portfolio.database import reading
from portfolio.queries import views as views_query
from portfolio.queries.views import View as SavedView


@kept(1)
def kept_views(door: Door, _stamp: str) -> tuple[SavedView, ...]:
    """Read the saved views."""
    with reading(door.engine) as session:
        return views_query.views(session)


def views(page: str) -> tuple[SavedView, ...]:
    """Give the saved views of a page, in no order that matters."""
    return tuple(view for view in kept_views(door_here(), stamps_here().views) if view.page == page)


def view(view_id: int) -> SavedView | None:
    """Give a saved view; None: there is none such, or it has been deleted."""
    return next((view for view in kept_views(door_here(), stamps_here().views) if view.id == view_id), None)
