"""What Alembic runs, on the connection and in the transaction that ``portfolio.database`` hands it."""

from typing import Literal

from alembic import context
from alembic.autogenerate.api import AutogenContext

from portfolio.tables import Base
from portfolio.tables.base import Instant, Word


def render_plainly(kind: str, item: object, _: AutogenContext) -> str | Literal[False]:
    """Write our own column types into a revision as what they are in the database: it must outlive them."""
    if kind == "type" and isinstance(item, Instant):
        return "sa.DateTime(timezone=True)"
    return "sa.String(length=32)" if kind == "type" and isinstance(item, Word) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    render_item=render_plainly,
)
with context.begin_transaction():
    context.run_migrations()
