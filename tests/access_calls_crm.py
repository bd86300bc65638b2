# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""How the public methods of the CRM addons are called. See access_calls.py."""


def contact(case):
    return ["res.partner", case.sample("res.partner").id]


def thread(case):
    return [case.heard.thread_id.id]


def pair(case):
    return [case.heard.thread_id.id, case.sample("res.partner").id]


PANEL = "social.care.identity.panel"
ARGUMENTS = {
    ("social.care.card", "get_card"): contact,
    ("social.care.card", "get_summary"): contact,
    (PANEL, "accept_proposal"): pair,
    (PANEL, "ask_contact"): pair,
    (PANEL, "choose_contact"): pair,
    (PANEL, "get_contact_defaults"): thread,
    (PANEL, "get_identity"): thread,
    (PANEL, "make_link"): thread,
    (PANEL, "reject_proposal"): pair,
    (PANEL, "undo_link"): thread,
    (PANEL, "verify_link"): pair,
    ("social.care.thread", "get_conversations_of_lead"): lambda case: [
        case.make_crm_lead().id
    ],
    ("social.care.timeline", "get_page"): contact,
}


def _unlinked(case):
    case.link_as(None)


def _claimed(case):
    case.link_as("claimed")


def _not_asked_yet(case):
    case.link_as("claimed")
    case.heard.profile_id._find_confirmations().unlink()


def _proven(case):
    case.link_as("proven")


def _unlinked_in_private(case):
    case.link_as(None)
    case.heard.thread_id.private = True


def _with_summary(case):
    case.company.social_care_service_summary = True
    case.link_as("proven")


BEFORE = {
    ("res.partner", "action_erase_social_care_data"): _proven,
    ("social.care.card", "get_card"): _proven,
    ("social.care.card", "get_summary"): _with_summary,
    (PANEL, "accept_proposal"): _unlinked,
    (PANEL, "ask_contact"): _not_asked_yet,
    (PANEL, "choose_contact"): _unlinked,
    (PANEL, "get_identity"): _proven,
    (PANEL, "make_link"): _unlinked_in_private,
    (PANEL, "reject_proposal"): _unlinked,
    (PANEL, "undo_link"): _proven,
    (PANEL, "verify_link"): _claimed,
    ("social.care.mention", "action_open_lead"): lambda case: case.make_crm_lead(),
    ("social.care.profile", "action_mark_verified"): _claimed,
    ("social.care.timeline", "get_page"): _proven,
}
