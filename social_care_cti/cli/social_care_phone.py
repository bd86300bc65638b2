# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""``odoo social_care_phone``: listens to the phone systems of one database.

Odoo loads this file by its path, without its addon; it needs no more than Odoo itself
until the options have been read. As commands of addons are only found on the addons
path, that path comes first or from the configuration that ODOO_RC names::

    ODOO_RC=/etc/odoo.conf odoo social_care_phone -d DATABASE
    odoo --addons-path=PATH,… social_care_phone -c /etc/odoo.conf -d DATABASE
"""

import sys

from odoo.cli.command import Command
from odoo.cli.server import report_configuration
from odoo.modules.registry import Registry
from odoo.tools import config


class SocialCarePhone(Command):
    """Listen to the phone systems of a database. Started twice, on one machine or two,
    the second process stands by and takes over at once.
    """

    name = "social_care_phone"

    def run(self, args):
        config.parser.prog = self.prog
        config.parse_config(args, setup_logging=True)
        report_configuration()
        database = _get_database()
        # The registry imports the addon, and with it what listens.
        if "social.care.phone.system" not in Registry(database):
            sys.exit(f"Social Care: Phone is not installed in the database {database}.")
        from odoo.addons.social_care.tools.holder import Holder

        Holder(database, "social.care.phone.system").run()


def _get_database():
    names = config["db_name"]
    if len(names) != 1:
        sys.exit("Name one database: -d DATABASE")
    return names[0]
