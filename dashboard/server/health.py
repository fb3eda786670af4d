"""Health: whether the server answers and its database does."""

from flask import Blueprint, Response, jsonify
from sqlalchemy import Engine, text

from portfolio.database import DatabaseFailedError, reading

ADDRESS = "/sundhed"


def health_blueprint(engine: Engine) -> Blueprint:
    """Make the route that a watchman asks: 200 where the database answers, else 503."""
    blueprint = Blueprint("health", __name__)

    @blueprint.get(ADDRESS)
    def health() -> tuple[Response, int]:
        try:
            with reading(engine) as session:
                session.execute(text("SELECT 1"))
        except DatabaseFailedError:
            return jsonify(status="database"), 503
        return jsonify(status="ok"), 200

    return blueprint
