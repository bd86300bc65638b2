# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).


class SoapError(Exception):
    """The switch was not asked, or what it said is of no use.

    :param kind: what went wrong, a key of the connector's words
    :param detail: what the switch or the network said about it
    :param is_uncertain: whether the switch may have done what it was asked
    """

    def __init__(self, kind, detail="", is_uncertain=False):
        super().__init__(kind, detail)
        self.kind = kind
        self.detail = detail
        self.is_uncertain = is_uncertain


class UnknownCall(SoapError):
    """The switch answers with a fault when it is asked about a call."""
