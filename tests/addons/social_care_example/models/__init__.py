# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import helpdesk_sla
from . import helpdesk_ticket
from . import social_care_analysis
from . import social_care_connector_example
from . import social_care_example_desk
from . import social_care_kinds
from . import social_care_priority
from . import social_care_replay_change
from . import social_care_rule
from . import social_care_wallboard
from . import social_care_work
