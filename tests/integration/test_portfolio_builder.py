"""Portfolios made for tests are those that the import would have left."""

from sqlalchemy import select

from portfolio.database import make_engine, reading, writing
from portfolio.queries.snapshot import read_snapshot
from portfolio.rules.gaps import Gap
from portfolio.rules.months import end_of_day
from portfolio.snapshot import UNREPORTED
from portfolio.tables import InitiativeListing, InitiativeMonth, Report, Version, VersionMunicipality
from portfolio.versions import derive
from tests.builders.portfolio_rows import TODAY
from tests.builders.portfolios import Size, fill, filled
from tests.builders.uploads import load

DERIVED = (Version, VersionMunicipality, InitiativeListing, InitiativeMonth)


def rows_of(session, model):
    table = model.__table__
    return [tuple(row) for row in session.execute(select(table).order_by(*table.primary_key.columns))]


def test_deriving_a_made_portfolio_again_changes_nothing(engine):
    fill(engine, Size(initiatives=150, months=5, sources=4))
    with reading(engine) as session:
        before = {model: rows_of(session, model) for model in DERIVED}

    with writing(engine) as session:
        derive(session)

    with reading(engine) as session:
        for model in DERIVED:
            assert rows_of(session, model) == before[model]


def test_a_made_portfolio_has_new_changed_and_gone_initiatives(engine):
    fill(engine, Size(initiatives=400, months=4, sources=3))

    with reading(engine) as session:
        known = read_snapshot(session, end_of_day(TODAY), TODAY)

    assert len(known) == 400
    assert 0 < (~known.flags["is_listed"]).sum() < 20
    assert len(set(known.days["first_month"].tolist())) > 1
    assert known.gaps[Gap.TRAFFIC_LIGHT].any()
    assert {*known.codes["focus_area_id"].codes} >= {"aeldre-kronisk", "psykisk", "boern-unge", "other"}
    assert 1500 < (known.lights != UNREPORTED).sum() <= 1600
    assert len(known.municipalities.names) > 5


def test_a_list_can_be_loaded_into_a_made_portfolio(engine):
    fill(engine, Size(initiatives=30, months=2, sources=2))

    receipt = load(engine, {"title": "Fælles gravidteam"})

    assert (receipt.new, receipt.gone) == (1, 0)


def test_a_size_gives_the_same_portfolio_every_time(tmp_path, sqlite_engine):
    size = Size(initiatives=20, months=3, sources=2)
    fill(sqlite_engine, size)
    copied = make_engine(f"sqlite:///{filled(tmp_path, size)}")

    with reading(sqlite_engine) as here, reading(copied) as there:
        assert rows_of(here, Report) == rows_of(there, Report)
        assert rows_of(here, InitiativeMonth) == rows_of(there, InitiativeMonth)

    copied.dispose()


def test_a_portfolio_without_reports_has_the_same_months(tmp_path):
    whole, bare = (Size(initiatives=20, months=3, sources=2, has_reports=has) for has in (True, False))
    months = []
    for size in (whole, bare):
        engine = make_engine(f"sqlite:///{filled(tmp_path, size)}")
        with reading(engine) as session:
            months.append(rows_of(session, InitiativeMonth))
            assert bool(rows_of(session, Report)) is size.has_reports
        engine.dispose()

    assert months[0] == months[1]
