"""Where a version's values are from is said once where all are from one place."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

_VERSION = sa.table(
    "version",
    sa.column("initiative_id", sa.Integer()),
    sa.column("known_from", sa.DateTime(timezone=True)),
    sa.column("values_json", sa.Text()),
    sa.column("origins_json", sa.Text()),
)


def upgrade() -> None:
    connection = op.get_bind()
    for text in connection.scalars(sa.select(_VERSION.c.origins_json).distinct()).all():
        origins = json.loads(text)
        if isinstance(origins, dict) and len(places := set(map(tuple, origins.values()))) == 1:
            said = _VERSION.update().where(_VERSION.c.origins_json == text)
            connection.execute(said.values(origins_json=_written(list(places.pop()))))


def downgrade() -> None:
    connection = op.get_bind()
    key = (_VERSION.c.initiative_id, _VERSION.c.known_from)
    rows = connection.execute(sa.select(*key, _VERSION.c.values_json, _VERSION.c.origins_json)).all()
    for initiative_id, known_from, values, origins in rows:
        place = json.loads(origins)
        if isinstance(place, list):
            by_field = _written(dict.fromkeys(sorted(json.loads(values)), place))
            said = _VERSION.update().where(key[0] == initiative_id, key[1] == known_from)
            connection.execute(said.values(origins_json=by_field))


def _written(data: object) -> str:
    return json.dumps(data, separators=(",", ":"))
