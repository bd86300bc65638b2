# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What happened, as subscribers are told of it."""

from typing import NamedTuple


class Happening(NamedTuple):
    """One thing that happened.

    :param type: code of a ``social.care.api.event.type``
    :param company_id: ID of the company where it happened
    :param subject: what is told in order, such as ``ticket/12``
    :param ticket_id: ID of the ticket, or None
    :param data: dict of IDs and states, without a word that a person wrote
    """

    type: str
    company_id: int
    subject: str
    ticket_id: int | None
    data: dict


def to_text(moment):
    """Return a moment (naive UTC) in the format of RFC 3339, None for none."""
    return moment.replace(microsecond=0).isoformat() + "Z" if moment else None
