// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Conversation} from "@social_care/conversation/conversation.esm";
import {IdentityBox} from "./identity_box.esm";
import {patch} from "@web/core/utils/patch";

Object.assign(Conversation.components, {IdentityBox});

const LINK = /https?:\S+/u;

patch(Conversation.prototype, {
    /** Adds a text to the draft; what the agent has written stays. */
    insertText(text) {
        const {body} = this.draft;
        this.draft.secret = LINK.exec(text)?.[0];
        this.draft.body = body.trim() ? `${body.trimEnd()}\n${text}` : text;
        this.saveDraft();
        this.state.focusRequests++;
    },

    /** Whoever opens the link is taken for the customer: it is never posted in public. */
    findTarget(visibility) {
        const {body, secret} = this.draft;
        const isSecret = secret && body.includes(secret);
        return isSecret && visibility === "public"
            ? false
            : super.findTarget(visibility);
    },
});
