# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import (
    discuss_channel,
    discuss_channel_member,
    im_livechat_channel,
    im_livechat_channel_member_history,
    social_care_agent,
)
