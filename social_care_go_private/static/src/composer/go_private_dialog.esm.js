// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useRef, useState} from "@odoo/owl";
import {STALE, getRefusal} from "@social_care/conversation/refusal.esm";
import {countMissing, findTightestLimit} from "@social_care/core/measure.esm";
import {
    describeCount,
    describeMissing,
} from "@social_care/conversation/length_words.esm";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {getDirection} from "@social_care/core/direction.esm";
import {useAutofocus, useService} from "@web/core/utils/hooks";

/**
 * The public line, and the private message or the link that goes with it. It says
 * before what is going to happen.
 */
export class GoPrivateDialog extends Component {
    static template = "social_care_go_private.Dialog";
    static components = {Dialog};
    static props = {
        close: Function,
        /** See describeComposer. */
        composer: Object,
        /** What get_private_way returned. */
        plan: Object,
        /** Reactive: {line, body}. */
        texts: Object,
        /** Gets what the server returned, once it is sent. */
        onSent: Function,
    };
    getDirection = getDirection;

    setup() {
        this.orm = useService("orm");
        this.texts = useState(this.props.texts);
        this.state = useState({error: "", known: null, isSending: false});
        this.root = useRef("root");
        useAutofocus({refName: this.isLink ? "line" : "body"});
        const {draft, conversation} = this.props.composer;
        this.known = {
            said_until: draft.saidUntil || conversation.said_until,
            heard_until: draft.heardUntil || conversation.heard_until,
        };
    }

    get plan() {
        return this.props.plan;
    }

    get isLink() {
        return this.plan.way === "link";
    }

    get files() {
        return this.isLink ? [] : this.props.composer.draft.attachments;
    }

    /** The public text as it is sent: the link is part of its length. */
    get fullLine() {
        const line = [this.texts.line.trim(), this.plan.link].filter(Boolean);
        return `${line.join("\n")}${this.plan.signature}`;
    }

    get fullBody() {
        return `${this.texts.body.trim()}${this.plan.signature}`;
    }

    get lineCount() {
        return findTightestLimit(this.fullLine, this.plan.capabilities);
    }

    get bodyCount() {
        return findTightestLimit(this.fullBody, this.plan.private_capabilities);
    }

    describe(text, count, capabilities) {
        const missing = text && countMissing(text, capabilities);
        return describeMissing(missing, capabilities.text_unit) || describeCount(count);
    }

    get lineProblem() {
        return this.describe(this.fullLine, this.lineCount, this.plan.capabilities);
    }

    get bodyProblem() {
        const {private_capabilities: capabilities} = this.plan;
        return this.describe(this.fullBody, this.bodyCount, capabilities);
    }

    isSendable(text, full, count, capabilities) {
        return text.trim() && count.left >= 0 && !countMissing(full, capabilities);
    }

    get canSend() {
        const {plan, texts} = this;
        const {capabilities, private_capabilities: others} = plan;
        const hasBody =
            this.isLink ||
            (this.files.length && !texts.body.trim()) ||
            this.isSendable(texts.body, this.fullBody, this.bodyCount, others);
        return (
            !this.state.isSending &&
            hasBody &&
            this.isSendable(texts.line, this.fullLine, this.lineCount, capabilities)
        );
    }

    get sendLabel() {
        if (this.state.isSending) {
            return _t("Sending…");
        }
        if (this.state.known) {
            return _t("Send anyway");
        }
        if (this.plan.needs_approval) {
            return _t("Send for approval");
        }
        return this.isLink ? _t("Send with link") : _t("Send both");
    }

    onKeydown(ev) {
        if (getActiveHotkey(ev) === "control+enter") {
            ev.preventDefault();
            ev.stopPropagation();
            return this.send();
        }
    }

    async send() {
        if (!this.canSend) {
            return;
        }
        Object.assign(this.state, {isSending: true, error: ""});
        try {
            await this.props.onSent(await this.post(), this.isLink);
            this.props.close();
        } catch (error) {
            this.handleError(error);
        } finally {
            this.state.isSending = false;
        }
    }

    post() {
        const {part, target} = this.props.composer;
        const {said_until: saidUntil, heard_until: heardUntil} =
            this.state.known || this.known;
        return this.orm.call(
            "social.care.thread",
            "go_private",
            [
                part.id,
                target.id,
                this.plan.way,
                this.texts.line,
                this.isLink ? "" : this.texts.body,
                this.files.map(({id}) => id),
                saidUntil,
            ],
            {heard_until: heardUntil || false}
        );
    }

    /** Shows why it was not sent; what was said meanwhile can be confirmed. */
    handleError(error) {
        const words = getRefusal(error);
        if (!words) {
            throw error;
        }
        this.state.error = words;
        const isStale = error.exceptionName === STALE;
        this.state.known = isStale ? error.data.context : null;
        if (isStale) {
            this.props.composer.reload();
        }
    }
}
