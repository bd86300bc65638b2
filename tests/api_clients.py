# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Clients of the API that nobody here wrote, see ``script/house/clients.py``."""

import json
import os
import subprocess
from pathlib import Path

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
