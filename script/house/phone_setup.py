# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What ``script/server --with-phone`` has Odoo's shell run; ``env`` is the shell's.

The demo agents Anna and Piotr get the phones 1001 and 1002 of the Asterisk that the
environment variables describe (``asterisk.py``), and a customer gets a number.
"""

import os
from urllib.parse import urlsplit

ALLOWED = "social_care.allowed_private_hosts"
NAME = "Office telephone"
CUSTOMER = "+48 500 100 001"


def read(name):
    return os.environ[f"ASTERISK_{name}"]


def find_user(login):
    return env["res.users"].search([("login", "=", login)])  # noqa: F821


def connect():
    """The phone system with the ports that it has now."""
    host = urlsplit(read("ARI_URL")).netloc
    parameters = env["ir.config_parameter"]  # noqa: F821
    parameters.set_param(ALLOWED, f"127.0.0.1:{read('AMI_PORT')},{host}")
    systems = env["social.care.phone.system"]  # noqa: F821
    system = systems.search([("name", "=", NAME)], limit=1)
    values = {
        "ami_host": "127.0.0.1",
        "ami_port": int(read("AMI_PORT")),
        "ami_user": read("USER"),
        "ami_new_secret": read("SECRET"),
        "ari_url": read("ARI_URL"),
        "ari_user": read("USER"),
        "ari_new_password": read("SECRET"),
        "ari_context": "from-agents",
    }
    if system:
        system.write(values)
    else:
        create(values)


def create(values):
    anna, piotr = find_user("anna"), find_user("piotr")
    poland, team = env.ref("base.pl"), anna.helpdesk_team_ids[:1]  # noqa: F821
    env["social.care.phone.system"].create(  # noqa: F821
        {
            **values,
            "name": NAME,
            "binding": "asterisk",
            "company_id": anna.company_id.id,
            "country_id": poland.id,
            "team_id": team.id,
            "allowed_prefixes": "+48",
            "outside_prefix": "0",
            "line_ids": [
                (0, 0, {"user_id": user.id, "device": f"PJSIP/{no}", "extension": no})
                for user, no in ((anna, "1001"), (piotr, "1002"))
            ],
            "queue_ids": [(0, 0, {"name": "support", "team_id": team.id})],
        }
    )
    contacts = env["res.partner"]  # noqa: F821
    contacts.create({"name": "Jan Nowak", "phone": CUSTOMER, "country_id": poland.id})


connect()
env.cr.commit()  # noqa: F821
