# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_tools_contract, test_tools_credentials, test_tools_envelope
from . import test_soap, test_soap_attacks, test_soap_client
