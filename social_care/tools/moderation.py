# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""What can be done on a network about a message or its author. Plain values."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Action:
    """One kind of moderation.

    :param code: code in ``Capabilities.moderation``
    :param field: field that says that it is done: of the mention, or of its profile if
        ``is_about_author``
    :param done: value of ``social.care.log.action`` for it
    :param undone: the same for taking it back; empty if it cannot be taken back
    :param is_about_author: whether it concerns the author, not this one message
    :param is_for_agents: whether agents may do it; otherwise only supervisors
    :param is_repeatable: whether the network ignores a repetition, so that a request
        with an unknown outcome is sent again
    """

    code: str
    field: str
    done: str
    undone: str = ""
    is_about_author: bool = False
    is_for_agents: bool = False
    is_repeatable: bool = True


ACTIONS = {
    action.code: action
    for action in (
        Action("like", "is_liked", "liked", "unliked", is_for_agents=True),
        Action("hide", "is_hidden", "hidden", "unhidden"),
        Action("delete", "deleted_at", "message_deleted"),
        Action("mute", "muted_by_ids", "muted", "unmuted", is_about_author=True),
        Action("block", "blocked_by_ids", "blocked", "unblocked", is_about_author=True),
        Action("report", "is_reported", "reported", is_repeatable=False),
    )
}


def list_offers(codes, done, is_supervisor):
    """List what a user can do about a message.

    :param codes: codes that the network allows on it
    :param done: codes of what is done already
    :param is_supervisor: whether the user may do what is not for agents
    :return: list of (code, whether it would be taken back), in a fixed order
    """
    return [
        (action.code, action.code in done)
        for action in ACTIONS.values()
        if action.code in codes
        and (is_supervisor or action.is_for_agents)
        and (action.undone or action.code not in done)
    ]
