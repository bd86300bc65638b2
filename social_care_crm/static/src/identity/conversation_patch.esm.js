// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Conversation} from "@social_care/conversation/conversation.esm";
import {IdentityBox} from "./identity_box.esm";
import {patch} from "@web/core/utils/patch";

Object.assign(Conversation.components, {IdentityBox});

patch(Conversation.prototype, {
    /** Adds a text to the draft; what the agent has written stays. */
    insertText(text) {
        const {body} = this.draft;
        this.draft.body = body.trim() ? `${body.trimEnd()}\n${text}` : text;
        this.state.focusRequests++;
    },
});
