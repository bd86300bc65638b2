# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""Loads the switch that misbehaves, ``tests/bad_switch.py`` of the repository."""

import importlib.util
from pathlib import Path

from ..tools.client import Access

_PATH = Path(__file__).parents[2] / "tests/bad_switch.py"
_spec = importlib.util.spec_from_file_location("social_care_bad_switch", _PATH)
bad_switch = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(bad_switch)


def get_host(switch):
    """:return: "host:port" of a switch, as an administrator allows it"""
    return switch.address.partition("//")[2]


def make_access(switch, mode, **values):
    return Access(
        **{
            "wsdl": switch.get_wsdl(mode),
            "port": "",
            "authentication": "none",
            "user": "",
            "password": "",
            "allowed": frozenset({get_host(switch)}),
            **values,
        }
    )
