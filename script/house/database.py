# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Databases: one with what our addons need, and copies of it with our addons.

Each carries a comment that says what it was made from. A database without one is
somebody else's, and is never touched.
"""

import json
import os
import shutil

from . import addons, odoo, postgres
from .paths import DATA, get_requirements
from .say import Missing
from .shell import alone, read_output
from .stamp import digest

DEMO = "--with-demo"


def psql(sql, database="postgres"):
    command = ["psql", "-XAtq", "-v", "ON_ERROR_STOP=1", "-d", database, "-c", sql]
    return read_output(command, env=odoo.build_environment())


def read_origin(name):
    """What a database was made from; None when there is none of this name."""
    sql = "SELECT COALESCE(shobj_description(oid, 'pg_database'), '') FROM pg_database"
    comment = psql(f"{sql} WHERE datname = '{name}'")
    if not comment:
        _refuse_foreign(name)
        return None
    return json.loads(comment)


def _refuse_foreign(name):
    if psql(f"SELECT 1 FROM pg_database WHERE datname = '{name}'"):
        raise Missing(
            f"the database {name} exists and was not made by these scripts: "
            "name another one in DATABASE_URL"
        )


def mark(name, **made):
    psql(f"COMMENT ON DATABASE \"{name}\" IS '{json.dumps(made)}'")


def drop(name):
    read_origin(name)
    read_output(
        ["dropdb", "--if-exists", "--force", name], env=odoo.build_environment()
    )
    shutil.rmtree(_get_folder(name), ignore_errors=True)


def copy(template, name):
    """Copy a database with its files. Files are only ever added, so they are shared."""
    drop(name)
    read_output(["createdb", "-T", template, name], env=odoo.build_environment())
    mark(name)
    shutil.copytree(_get_folder(template), _get_folder(name), copy_function=os.link)


def _get_folder(name):
    return DATA / "filestore" / name


def compute_base_key():
    """What the database with everything but our addons is made from."""
    files = (get_requirements("addons"), get_requirements("odoo"))
    return digest(odoo.compute_version(), *files, addons.list_foreign())


def base():
    """The name of that database; it is made once."""
    words = "a database with Odoo's and OCA's addons and demo data"
    return _make_once("base", words, DEMO)


def bare():
    """The name of one without demo data, as a company begins with."""
    words = "a database with Odoo's and OCA's addons, empty"
    return _make_once("bare", words)


def _make_once(kind, words, *options):
    name = f"{postgres.get_database()}_{kind}"
    key = compute_base_key()
    with alone(kind):
        if read_origin(name) != {"key": key}:
            _make(name, words, *options)
            mark(name, key=key)
    return name


def _make(name, words, *options):
    drop(name)
    read_output(
        ["createdb", "-T", "template0", "-E", "UTF8", "--lc-collate=C", name],
        env=odoo.build_environment(),
    )
    mark(name)
    psql("CREATE EXTENSION pg_trgm", name)
    odoo.install(name, words, *options, "-i", ",".join(addons.list_foreign()))


def describe_current():
    """What a database with all our addons, as they are now, is made from."""
    return {"base": compute_base_key(), "addons": addons.compute_digests()}


def make_fresh(name):
    """A new database with all our addons."""
    made = describe_current()
    copy(base(), name)
    words = f"Social Care's {len(made['addons'])} addons and demo data"
    odoo.install(name, words, DEMO, "-i", ",".join(made["addons"]))
    mark(name, **made)


def ensure_tested():
    """The database that each worker of the tests copies; made when an addon changed."""
    name = f"{postgres.get_database()}_test"
    with alone("tested"):
        if read_origin(name) != describe_current():
            make_fresh(name)
    return name


def update(name, made):
    """Bring a database to the code that is here now."""
    now = describe_current()
    before, after = made["addons"], now["addons"]
    new = sorted(set(after) - set(before))
    changed = [
        addon for addon in after if before.get(addon, after[addon]) != after[addon]
    ]
    if made["base"] != now["base"]:
        changed = ["all"]
    options = [*_make_option("-i", new), *_make_option("-u", changed)]
    if options:
        words = "changed addons: " + " ".join(new + changed)
        odoo.install(name, words, DEMO, *options)
        mark(name, **now)


def _make_option(flag, names):
    return (flag, ",".join(names)) if names else ()


def ensure(name):
    """The database of this name with all our addons as they are now."""
    made = read_origin(name)
    if made and made.get("addons"):
        update(name, made)
    else:
        make_fresh(name)
