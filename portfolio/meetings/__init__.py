"""Meetings: series and their rhythm, agendas proposed and decided, what was decided and agreed on.

``book`` is what pages are made of and is pure, as are ``fold``, ``rhythm`` and ``proposals``; ``deeds``
writes; :mod:`portfolio.queries.meetings` reads.
"""
