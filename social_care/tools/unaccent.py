# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Let searches find ``Müller`` by "muller", with the PostgreSQL extension ``unaccent``.

Odoo wraps both sides of each ``ilike``, and the trigram indexes for it, in a function
``unaccent(text)`` if the database has one (``odoo.modules.db``). Odoo creates it only
in new databases and with the server option ``unaccent``; this module creates it in an
existing database. SQL: the ORM creates neither extensions nor functions.
"""

import logging
import re

import psycopg2

from odoo.modules import db
from odoo.modules.db import FunctionStatus
from odoo.orm.registry import _unaccent
from odoo.tools import SQL, remove_accents

_logger = logging.getLogger(__name__)

_SCHEMA = "unaccent"
# Trigram index of one column, as Odoo names and creates it without ``unaccent``.
_PLAIN_INDEX = re.compile(r" USING gin \((?!unaccent\()(.+) gin_trgm_ops\)$")


def ensure_unaccent(registry, cr):
    """Make searches ignore accents, if the database user has the right to. Without it,
    nothing changes and the log says what to do.

    :param registry: registry of the database, which is brought up to date
    :param cr: cursor; what is created is committed with its transaction
    """
    if not registry.has_trigram:
        _try(cr, _create_trigram, "Searches in long lists stay slow")
    if registry.has_unaccent == FunctionStatus.MISSING:
        _try(cr, _create_unaccent, "Searches tell “Müller” from “Muller”")
    elif registry.has_unaccent == FunctionStatus.PRESENT:
        _try(cr, _make_indexable, "Searches without accents stay slow")
    _refresh(registry, cr)
    if registry.has_unaccent == FunctionStatus.INDEXABLE:
        _rebuild_indexes(cr)


def _try(cr, step, consequence):
    try:
        with cr.savepoint(flush=False):
            step(cr)
    except (psycopg2.ProgrammingError, psycopg2.NotSupportedError) as error:
        _logger.info(
            "%s: %s. Let an administrator of PostgreSQL make its extensions pg_trgm "
            "and unaccent as the README of Social Care says.",
            consequence,
            str(error).strip().splitlines()[0],
        )


def _execute(cr, query):
    cr.execute(query, log_exceptions=False)


def _create_trigram(cr):
    _execute(cr, SQL("CREATE EXTENSION pg_trgm"))


def _create_unaccent(cr):
    """Create a function of our own: that of the extension is not immutable, only a
    superuser can change that, and a dump loses it.
    """
    schema = SQL.identifier(_find_extension(cr) or _create_extension(cr))
    dictionary = SQL("%s.unaccent", schema)
    _execute(
        cr,
        SQL(
            "CREATE FUNCTION unaccent(text) RETURNS text "
            "LANGUAGE sql IMMUTABLE PARALLEL SAFE STRICT "
            "AS $$ SELECT %s(%s::regdictionary, $1) $$",
            dictionary,
            SQL("'%s'", dictionary),
        ),
    )


def _find_extension(cr):
    cr.execute(
        "SELECT nspname FROM pg_extension "
        "JOIN pg_namespace ON pg_namespace.oid = extnamespace "
        "WHERE extname = 'unaccent'"
    )
    found = cr.fetchone()
    return found and found[0]


def _create_extension(cr):
    schema = SQL.identifier(_SCHEMA)
    _execute(cr, SQL("CREATE SCHEMA IF NOT EXISTS %s", schema))
    _execute(cr, SQL("CREATE EXTENSION unaccent SCHEMA %s", schema))
    return _SCHEMA


def _make_indexable(cr):
    """Make the function immutable, as Odoo does in a new database."""
    _execute(cr, SQL("ALTER FUNCTION unaccent(text) IMMUTABLE"))


def _refresh(registry, cr):
    """Update the loaded registry of this process, like ``Registry.init``."""
    registry.has_trigram = db.has_trigram(cr)
    registry.has_unaccent = db.has_unaccent(cr)
    if registry.has_unaccent:
        registry.unaccent = _unaccent
        registry.unaccent_python = remove_accents


def _rebuild_indexes(cr):
    """Rebuild Odoo's trigram indexes: those without ``unaccent`` serve no search any
    more.
    """
    cr.execute(
        "SELECT indexname, indexdef FROM pg_indexes "
        "WHERE schemaname = current_schema AND indexname LIKE ANY(%s)",
        [[r"%\_\_%\_index", r"%\_social\_care\_trigram\_idx"]],
    )
    for name, definition in cr.fetchall():
        if _PLAIN_INDEX.search(definition):
            _logger.info("Rebuilding the index %s, which ignores accents now", name)
            rebuilt = _PLAIN_INDEX.sub(
                r" USING gin (unaccent(\1) gin_trgm_ops)", definition
            )
            cr.execute(SQL("DROP INDEX %s", SQL.identifier(name)))
            cr.execute(rebuilt)
