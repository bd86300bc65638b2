# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""The kinds of entries that the timeline has by itself."""

from .timeline import Path, Source

MENTION = Source(
    code="mention",
    model="social.care.mention",
    label=lambda env: env._("Social"),
    icon="fa-comments",
    paths=(
        Path(
            "social_care_mention row WHERE row.profile_id = person.id"
            " AND row.is_own IS NOT TRUE",
            at="row.effective_at",
            person="profile",
            channel="row.network",
        ),
    ),
    fields=(
        "text",
        "deleted_at",
        "kind",
        "network",
        "private",
        "profile_id",
        "effective_at",
        "answered_at",
    ),
)

TICKET = Source(
    code="ticket",
    model="helpdesk.ticket",
    label=lambda env: env._("Tickets"),
    icon="fa-ticket",
    paths=(
        Path(
            "helpdesk_ticket row WHERE row.partner_id = person.id",
            at="row.create_date",
            channel="row.channel_id",
        ),
        # A ticket names no contact as long as the link is not proven.
        Path(
            "helpdesk_ticket row WHERE row.id IN ("
            " SELECT thread.ticket_id FROM social_care_thread thread"
            " WHERE thread.profile_id = person.id)",
            at="row.create_date",
            person="profile",
            channel="row.channel_id",
        ),
    ),
    channels="helpdesk.ticket.channel",
    fields=(
        "number",
        "name",
        "partner_id",
        "stage_id",
        "user_id",
        "create_date",
        "closed_date",
    ),
)

# Neither notes among colleagues nor chats, which are a kind of their own.
_IS_MAIL = (
    "row.message_type IN ('email', 'email_outgoing', 'comment')"
    " AND row.is_internal IS NOT TRUE"
    " AND row.model IS NOT NULL AND row.model != 'discuss.channel'"
)
MAIL = Source(
    code="mail",
    model="mail.message",
    label=lambda env: env._("Emails"),
    icon="fa-envelope-o",
    paths=(
        Path(
            f"mail_message row WHERE row.author_id = person.id AND {_IS_MAIL}",
            at="row.date",
        ),
        Path(
            # OFFSET 0: else all mails may be read to join those of one person.
            "mail_notification sent CROSS JOIN LATERAL ("
            " SELECT row.id, row.date FROM mail_message row"
            f" WHERE row.id = sent.mail_message_id AND {_IS_MAIL} OFFSET 0) row"
            " WHERE sent.res_partner_id = person.id"
            " AND sent.notification_type = 'email'",
            at="row.date",
        ),
    ),
    fields=("subject", "body", "author_id", "model", "res_id"),
)

LEAD = Source(
    code="lead",
    model="crm.lead",
    label=lambda env: env._("Leads"),
    icon="fa-star-o",
    paths=(
        Path("crm_lead row WHERE row.partner_id = person.id", at="row.create_date"),
    ),
    fields=("name", "type", "stage_id", "user_id", "partner_id", "won_status"),
)

MEETING = Source(
    code="meeting",
    model="calendar.event",
    label=lambda env: env._("Meetings"),
    icon="fa-calendar",
    paths=(
        Path(
            "calendar_event_res_partner_rel invited CROSS JOIN LATERAL ("
            " SELECT row.id, row.start FROM calendar_event row"
            " WHERE row.id = invited.calendar_event_id AND row.active OFFSET 0) row"
            " WHERE invited.res_partner_id = person.id",
            at="row.start",
        ),
    ),
    fields=("name", "user_id", "duration", "privacy"),
)

SOURCES = (MENTION, TICKET, MAIL, LEAD, MEETING)
