# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How each public method is called, where it is not by its record alone."""

from odoo import fields

from . import access_calls_api, access_calls_crm, access_calls_cti

# What JSON cannot bring: these are Odoo's own, and take objects of Python.
NO_CALL = {
    ("ir.http", "session_info"): "takes the request of a browser",
    ("mail.thread", "message_route"): "takes an email.message.EmailMessage",
}


def ids(model):
    return lambda case: [case.sample(model).ids]


def mail(**vals):
    return {
        "subject": "Hello",
        "body": "Hello",
        "from": "maria@example.com",
        "email_from": "maria@example.com",
        "to": "",
        "references": "",
        "in_reply_to": "",
        "message_type": "email",
        "author_id": False,
        **vals,
    }


def skill_cell(case):
    skill = case.sample("hr.skill")
    return [case.team.id, skill.id, {"kind": "required", "when": "asked"}]


def post_reply(case):
    case.reply.state = "cancelled"
    return [case.heard.thread_id.id, case.heard.id, "Hello", "public", []]


def go_private(case):
    case.reply.state = "cancelled"
    return [
        *(case.heard.thread_id.id, case.heard.id),
        *("message", "Look there", "Hello", []),
    ]


ARGUMENTS = {
    ("helpdesk.ticket", "message_new"): lambda case: [mail()],
    ("helpdesk.ticket", "message_update"): lambda case: [mail()],
    ("social.care.agent", "set_state"): lambda case: ["away"],
    ("social.care.macro", "apply_to_ticket"): lambda case: [
        case.sample("social.care.macro").id,
        case.heard.thread_id.id,
    ],
    ("social.care.macro", "get_macros"): lambda case: [
        case.heard.thread_id.id,
        case.sample("social.care.macro") and case.heard.id,
    ],
    ("social.care.mention", "correct"): lambda case: ["sentiment", "positive"],
    ("social.care.mention", "moderate"): lambda case: ["like"],
    ("social.care.reply", "action_return"): lambda case: ["No."],
    ("social.care.trained.model", "action_activate"): ids("social.care.trained.model"),
    ("social.care.trained.model", "action_go_back_to_start"): ids(
        "social.care.trained.model"
    ),
    ("social.care.skill.requirement", "set_cell"): skill_cell,
    ("social.care.setup.guide", "open_step"): lambda case: ["people"],
    ("social.care.thread", "action_view_of_ticket"): lambda case: [case.ticket.id],
    ("social.care.finder", "find"): lambda case: ["Maria"],
    ("social.care.thread", "get_conversation"): lambda case: [case.heard.thread_id.id],
    ("social.care.thread", "get_conversations"): lambda case: [case.ticket.id],
    ("social.care.thread", "get_earlier_messages"): lambda case: [
        case.heard.thread_id.id,
        case.heard.id,
    ],
    ("social.care.thread", "get_notes"): lambda case: [case.ticket.id],
    ("social.care.thread", "get_private_way"): lambda case: [
        case.heard.thread_id.id,
        case.heard.id,
    ],
    ("social.care.thread", "go_private"): go_private,
    ("social.care.thread", "hold_composer"): lambda case: [case.heard.thread_id.id],
    ("social.care.thread", "post_reply"): post_reply,
    ("social.care.thread", "release_composer"): lambda case: [case.heard.thread_id.id],
    ("social.care.wallboard", "get_objections"): lambda case: [
        case.ticket.social_care_work_ids.id,
        case.sample("social.care.agent").id,
    ],
    ("social.care.work", "accept"): ids("social.care.work"),
    ("social.care.work", "assign"): lambda case: [
        case.ticket.social_care_work_ids.ids,
        case.sample("social.care.agent").id,
    ],
    ("social.care.work", "decline"): ids("social.care.work"),
    ("social.care.work", "move_team"): lambda case: [
        case.ticket.social_care_work_ids.ids,
        case.team_elsewhere.id,
    ],
    ("social.care.work", "push_front"): ids("social.care.work"),
    **access_calls_api.ARGUMENTS,
    **access_calls_crm.ARGUMENTS,
    **access_calls_cti.ARGUMENTS,
}


def _reply_in(state, **vals):
    return lambda case: case.reply.write({"state": state, **vals})


def _mention_in(state):
    return lambda case: case.heard.write({"state": state})


def _incident_with_rest(case):
    case.sample("social.care.incident").state = "calm"


def _offered(case):
    agent = case.sample("social.care.agent")
    case.ticket.social_care_work_ids.write(
        {
            "state": "offered",
            "agent_id": agent.id,
            "user_id": agent.user_id.id,
            "offered_at": fields.Datetime.now(),
        }
    )


def _failed(case):
    case.sample("social.care.event").write({"state": "failed", "error": "Odd"})


def _in_another_language(case):
    case.sample("social.care.translator")
    case.heard.detected_language = "pl"


def _tried(case):
    case.sample("social.care.embedding").tried_at = fields.Datetime.now()


# What a record must be like, so that the method has something to do.
BEFORE = {
    ("social.care.embedding", "action_switch_on"): _tried,
    ("social.care.event", "action_replay"): _failed,
    ("social.care.incident", "action_route_rest"): _incident_with_rest,
    ("social.care.mention", "action_forward"): _mention_in("inbox"),
    ("social.care.mention", "action_translate"): _in_another_language,
    ("social.care.mention", "action_ignore"): _mention_in("inbox"),
    ("social.care.mention", "action_leave_incident"): _mention_in("incident"),
    ("social.care.mention", "action_make_ticket"): _mention_in("inbox"),
    ("social.care.mention", "action_restore"): _mention_in("ignored"),
    ("social.care.reply", "action_approve"): _reply_in("to_approve"),
    ("social.care.reply", "action_check"): _reply_in("unknown"),
    ("social.care.reply", "action_confirm_published"): _reply_in("unconfirmed"),
    ("social.care.reply", "action_confirm_unpublished"): _reply_in("unconfirmed"),
    ("social.care.reply", "action_send_again"): _reply_in("unconfirmed"),
    ("social.care.reply", "take_back"): _reply_in("queued"),
    ("social.care.reply", "action_delete_published"): _reply_in(
        "published", external_id="said"
    ),
    ("social.care.reply", "action_retry"): _reply_in("failed", error_kind="check"),
    ("social.care.reply", "action_return"): _reply_in("to_approve"),
    ("social.care.reply", "action_review"): _reply_in("to_approve"),
    ("social.care.review", "action_approve"): _reply_in("to_approve"),
    ("social.care.review", "action_return"): _reply_in("to_approve"),
    ("social.care.reply", "action_send"): _reply_in("failed", error_kind="check"),
    ("social.care.work", "accept"): _offered,
    ("social.care.work", "decline"): _offered,
    **access_calls_api.BEFORE,
    **access_calls_crm.BEFORE,
    **access_calls_cti.BEFORE,
}
