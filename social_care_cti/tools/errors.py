# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""What can go wrong with a phone system."""


class PhoneError(Exception):
    """The phone system refused; the message says why and what to do."""


class PhoneUnreachable(PhoneError):
    """It could not be asked. Whether a command was carried out is not known."""
