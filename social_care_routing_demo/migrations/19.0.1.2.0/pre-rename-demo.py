# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from openupgradelib import openupgrade

XMLIDS = {
    "ring_level": "relaxation_level",
    "ring_team": "relaxation_team",
    "need_english": "requirement_english",
    "need_polish": "requirement_polish",
}


@openupgrade.migrate()
def migrate(env, version):
    module = "social_care_routing_demo"
    openupgrade.rename_xmlids(
        env.cr, [(f"{module}.{old}", f"{module}.{new}") for old, new in XMLIDS.items()]
    )
