# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_ami_events, test_ami_feed, test_ami_members
from . import test_pauses
from . import test_calls, test_contract, test_recordings
from . import test_listening_to_calls, test_reports, test_tours
