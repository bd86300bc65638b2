# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from base64 import b64decode, b64encode
from dataclasses import replace

from openupgradelib import openupgrade

from odoo.addons.social_care_analysis.tools.learner import Model

LABELS = {"worth": "relevant"}


@openupgrade.migrate()
def migrate(env, version):
    """Give trained models of relevance the labels of this version."""
    for record in env["social.care.trained.model"].search([("kind", "=", "relevance")]):
        try:
            model = Model.from_bytes(b64decode(record.data or b""))
        except ValueError:
            # Not usable before, either.
            continue
        labels = tuple(LABELS.get(label, label) for label in model.labels)
        record.data = b64encode(replace(model, labels=labels).to_bytes())
    env.registry.clear_cache()
