# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).
"""How each public method of the phone is called, see ``access_calls``."""

ARGUMENTS = {
    ("social.care.call", "choose_contact"): lambda case: [False],
    ("social.care.call", "choose_profile"): lambda case: [
        case.sample("social.care.profile").id
    ],
    ("social.care.call", "choose_ticket"): lambda case: [case.ticket.id],
    ("social.care.call", "consult"): lambda case: ["21"],
    ("social.care.call", "hold"): lambda case: [True],
    ("social.care.call", "place_call"): lambda case: ["+48500100001"],
    ("social.care.call", "transfer"): lambda case: ["21"],
}


def end_call(case):
    call = case.sample("social.care.call")
    call.leg_ids.write({"state": "ended"})
    call.state = "ended"


BEFORE = {("social.care.call", "finish"): end_call}
