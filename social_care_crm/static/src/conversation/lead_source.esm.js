// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {conversationSources} from "@social_care/conversation/conversation_panel.esm";

conversationSources.add("crm.lead", ({resId}) => ["get_conversations_of_lead", resId]);
