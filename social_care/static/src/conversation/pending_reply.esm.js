// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillUpdateProps} from "@odoo/owl";
import {ActList} from "./acts.esm";
import {MediaList} from "./media.esm";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "../core/direction.esm";
import {parseServerDate} from "../core/words.esm";
import {useClock} from "../core/hooks.esm";

const ICONS = {
    draft: "fa-pencil",
    to_approve: "fa-hourglass-half",
    queued: "fa-clock-o",
    sending: "fa-paper-plane-o",
    accepted: "fa-hourglass-half text-warning",
    unknown: "fa-question-circle text-warning",
    unconfirmed: "fa-exclamation-triangle text-warning",
    failed: "fa-exclamation-circle text-danger",
};

/** A reply that is not published yet, and its status. */
export class PendingReply extends Component {
    static template = "social_care.PendingReply";
    static components = {ActList, MediaList};
    static props = {
        reply: Object,
        networkName: String,
        canSend: Boolean,
        onAct: Function,
        onTakeBack: Function,
    };

    getDirection = getDirection;

    setup() {
        this.clock = useClock(1000);
        this.startCountdown(this.props.reply);
        onWillUpdateProps(({reply}) => this.startCountdown(reply));
    }

    /** Counts by our own clock, as of its last tick: that of the server may differ. */
    startCountdown({undo_seconds: seconds}) {
        this.undoEnd = this.clock.now.plus({seconds});
    }

    /** Seconds in which the reply can be undone; 0 once it is sent. */
    get undoSeconds() {
        const {seconds} = this.undoEnd.diff(this.clock.now, "seconds");
        return Math.max(Math.ceil(seconds), 0);
    }

    get icon() {
        return ICONS[this.props.reply.state];
    }

    get nextTry() {
        const at = parseServerDate(this.props.reply.next_try_at);
        return at ? at.toLocaleString(luxon.DateTime.TIME_SIMPLE) : "";
    }

    get status() {
        const {state, state_label: label, is_on_hold: isOnHold} = this.props.reply;
        const network = this.props.networkName;
        const words = {
            draft: _t("Returned. Edit it and send it again."),
            to_approve: isOnHold
                ? _t("On hold: nobody approved it in time.")
                : _t("Pending approval before it is sent to %s.", network),
            queued: this.undoSeconds
                ? _t("Sent in %s s.", this.undoSeconds)
                : this.nextTry
                  ? _t("Next attempt at %s.", this.nextTry)
                  : _t("Queued for %s.", network),
            sending: _t("Being sent to %s.", network),
            accepted: _t("Accepted by %s, not public yet.", network),
            unknown: _t(
                "Publication unconfirmed. Checking with %s; it is not sent again until that is clear.",
                network
            ),
            unconfirmed: _t(
                "Publication unconfirmed. Look on %s, then decide.",
                network
            ),
            failed: this.props.reply.is_revoked
                ? _t("Removed by %s.", network)
                : _t("Not published on %s.", network),
        };
        return words[state] || label;
    }

    act(method) {
        return this.props.onAct(this.props.reply.id, method);
    }
}
