// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {PendingReply} from "@social_care/conversation/pending_reply.esm";
import {_t} from "@web/core/l10n/translation";
import {describeForm} from "./private_chips.esm";
import {patch} from "@web/core/utils/patch";

/** What a public line waits for, and what becomes of the link in it. */
patch(PendingReply.prototype, {
    get status() {
        const {reply} = this.props;
        if (reply.state === "draft" && reply.leader_state) {
            return this.describeWaitingLine(reply.leader_state);
        }
        const words = super.status;
        const more = [
            reply.has_follower && _t("The public line follows it."),
            reply.private_form && `${describeForm(reply.private_form).label}.`,
        ];
        return [words, ...more.filter(Boolean)].join(" ");
    },

    describeWaitingLine(leaderState) {
        if (leaderState === "to_approve") {
            return _t("Public line: it waits with the private message for approval.");
        }
        if (leaderState === "failed") {
            return _t(
                "Public line: not sent, because the private message was not. Retry that one, or discard this line."
            );
        }
        return _t("Public line: sent once the private message is on the network.");
    },
});
