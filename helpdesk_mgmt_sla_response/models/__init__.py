# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import helpdesk_sla_hours_source
from . import helpdesk_sla
from . import helpdesk_sla_report
from . import helpdesk_ticket
from . import helpdesk_ticket_sla_replanning
from . import helpdesk_ticket_sla
from . import helpdesk_ticket_team
from . import res_company
from . import resource_calendar
from . import resource_calendar_attendance
from . import resource_calendar_leaves
