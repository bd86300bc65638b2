# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clients of the API that nobody here wrote, see ``script/house/clients.py``, and
agents who use them.
"""

import json
import os
import subprocess
from datetime import timedelta
from pathlib import Path

from odoo import fields

CLIENTS = os.environ.get("API_CLIENTS") and Path(os.environ["API_CLIENTS"])


def run_client(program, *arguments, folder):
    """:return: what a program printed; AssertionError if it failed"""
    done = subprocess.run(
        [CLIENTS / program, *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stdout[-9000:] + done.stderr[-3000:]
    return done.stdout


def generate_client(folder, document):
    """Generate a Python client from our OpenAPI document.

    :param folder: ``Path``
    :param document: dict
    :return: ``Path`` of the project that has the package ``desk``
    """
    (folder / "openapi.json").write_text(json.dumps(document))
    settings = {"project_name_override": "desk", "post_hooks": []}
    (folder / "settings.yml").write_text(json.dumps(settings))
    run_client(
        "openapi-python-client",
        *("generate", "--path", "openapi.json", "--config", "settings.yml"),
        "--fail-on-warning",
        folder=folder,
    )
    return folder / "desk"


def make_user(env, name, team_id, role="agent"):
    """Make an agent who works by the API.

    :param role: ``agent`` or ``supervisor``
    :return: ``res.users``
    """
    groups = env.ref(f"social_care.group_social_care_{role}")
    groups |= env.ref("social_care_api.group_social_care_api_user")
    user = env["res.users"].create(
        {
            "name": name,
            "login": name.lower().replace(" ", "_"),
            "group_ids": [(4, group.id) for group in groups],
            "helpdesk_team_ids": [(4, team_id)],
        }
    )
    env["social.care.agent"]._ensure_for_users(user)._refresh_shifts()
    return user


def make_desk(env, name, role="agent"):
    """Make an agent with a key, whose team has a ticket that waits.

    :return: API key, ``helpdesk.ticket``
    """
    team = env["helpdesk.ticket.team"].create(
        {"name": f"Team of {name}", "social_care_routing_mode": "offer"}
    )
    user = make_user(env, name, team.id, role)
    values = {"name": "Parcel", "description": "Late", "team_id": team.id}
    ticket = env["helpdesk.ticket"].create(values)
    until = fields.Datetime.now() + timedelta(days=1)
    key = env["res.users.apikeys"].with_user(user)._generate(None, "Desk", until)
    return key, ticket
