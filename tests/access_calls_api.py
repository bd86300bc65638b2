# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How each operation of the service is called over RPC, see ``access_calls``."""

from odoo import fields

from . import access_calls_cti

SERVICE = "social.care.service"


def take(case):
    """The ticket is the agent's."""
    case.ticket.user_id = case.users["agent"]


def offer(case):
    agent = case.sample("social.care.agent")
    case.ticket.social_care_work_ids.write(
        {
            "state": "offered",
            "agent_id": agent.id,
            "user_id": agent.user_id.id,
            "offered_at": fields.Datetime.now(),
        }
    )


def integrate(case):
    """People are identified in this stage alone."""
    case.stream.stage = "integrated"


def free(case):
    case.ticket.user_id = False


def upload(case):
    return ["parcel.png", "iVBORw0KGgo="]


def own_agent(case):
    return case.sample("social.care.agent").id


def span(case):
    return ["2026-01-01T00:00:00Z", "2026-01-02T00:00:00Z"]


_OF_TICKET = {
    "accept_work": [],
    "add_note": ["Called"],
    "check_reply": ["Sorry!"],
    "close_ticket": [],
    "decline_work": [],
    "draft_reply": ["Sorry!"],
    "get_work": [],
    "list_messages": [],
    "push_work": [],
    "reopen_ticket": [],
    "return_work": ["No time"],
    "send_reply": ["Sorry!"],
    "tag_ticket": [],
    "take_work": [],
}
_OF_REPLY = ("get_reply", "send_draft", "take_back_reply")


def _with_ticket(more):
    return lambda case: [case.ticket.id, *more]


ARGUMENTS = {
    **{(SERVICE, name): _with_ticket(more) for name, more in _OF_TICKET.items()},
    **{(SERVICE, name): lambda case: [case.reply.id] for name in _OF_REPLY},
    **{
        (SERVICE, name): lambda case: [case.sample("social.care.call").id]
        for name in ("finish_call", "hang_up_call", "hold_call", "pull_back_call")
    },
    **{
        (SERVICE, name): lambda case: [case.sample("social.care.call").id, "21"]
        for name in ("consult_colleague", "transfer_call")
    },
    (SERVICE, "find_customers"): lambda case: ["", "", "maria"],
    (SERVICE, "get_customer"): lambda case: [case.ticket.partner_id.id],
    (SERVICE, "get_customer_of_ticket"): lambda case: [case.ticket.id],
    (SERVICE, "list_timeline"): lambda case: [case.ticket.partner_id.id],
    (SERVICE, "list_timeline_of_ticket"): lambda case: [case.ticket.id],
    (SERVICE, "place_call"): lambda case: ["+48500100001"],
    (SERVICE, "assign_work"): lambda case: [case.ticket.id, own_agent(case)],
    (SERVICE, "correct_verdict"): lambda case: [
        case.heard.id,
        "sentiment",
        "positive",
    ],
    (SERVICE, "get_file"): lambda case: [case.sample("social.care.media").id],
    (SERVICE, "list_history"): span,
    (SERVICE, "set_agent_state"): lambda case: ["available"],
    (SERVICE, "transfer_work"): lambda case: [case.ticket.id, case.team.id],
    (SERVICE, "upload_attachment"): upload,
}
BEFORE = {
    (SERVICE, "finish_call"): access_calls_cti.end_call,
    (SERVICE, "get_customer_of_ticket"): integrate,
    (SERVICE, "accept_work"): offer,
    (SERVICE, "decline_work"): offer,
    (SERVICE, "return_work"): take,
    (SERVICE, "take_work"): free,
    (SERVICE, "send_draft"): lambda case: case.reply.write({"state": "draft"}),
    (SERVICE, "take_back_reply"): lambda case: case.reply.write({"state": "queued"}),
}
