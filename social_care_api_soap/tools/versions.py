# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from dataclasses import dataclass


@dataclass(frozen=True)
class Version:
    """What differs between versions of SOAP.

    :param namespace: of the envelope
    :param media_type: of messages
    :param client: code of faults that are the client's
    :param server: code of all other faults
    """

    namespace: str
    media_type: str
    client: str
    server: str

    def qualify(self, name):
        """Return the tag of an element of the envelope."""
        return f"{{{self.namespace}}}{name}"


SOAP_11 = Version(
    "http://schemas.xmlsoap.org/soap/envelope/", "text/xml", "Client", "Server"
)
SOAP_12 = Version(
    "http://www.w3.org/2003/05/soap-envelope",
    "application/soap+xml",
    "Sender",
    "Receiver",
)


def choose_version(media_type):
    """Return the version that messages of a media type have; answers to everything
    else are SOAP 1.1.
    """
    return SOAP_12 if media_type == SOAP_12.media_type else SOAP_11
