// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onWillPatch,
    onWillUpdateProps,
    useEffect,
    useRef,
    useState,
} from "@odoo/owl";
import {Composer} from "./composer.esm";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {Message} from "./message.esm";
import {NetworkBadge} from "../core/network.esm";
import {PendingReply} from "./pending_reply.esm";
import {Waiting} from "../core/time.esm";
import {_t} from "@web/core/l10n/translation";
import {loadDraft} from "./draft.esm";
import {REPLY_WISH, takeReplyWish} from "./reply_wish.esm";
import {serverDate, startOf} from "../core/words.esm";
import {useBus, useService} from "@web/core/utils/hooks";

const NEAR = 80;
/** Characters of a new message that a screen reader says by itself. */
const ANNOUNCED = 300;

function lastInbound(messages) {
    return messages.findLast(isAnswerable);
}

/** What a customer said to us and did not take back. */
function isAnswerable({is_own: isOwn, is_context: isContext, deleted_at: deleted}) {
    return !isOwn && !isContext && !deleted;
}

/** One thread of a network: what was said, what we are about to say, the composer. */
export class Conversation extends Component {
    static template = "social_care.Conversation";
    static components = {Composer, Message, NetworkBadge, PendingReply, Waiting};
    static props = {
        conversation: Object,
        mentionId: [Number, Boolean],
        reload: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.timeline = useRef("timeline");
        this.draft = useState(loadDraft(this.props.conversation.id));
        this.state = useState({
            focusRequests: takeReplyWish() ? 1 : 0,
            announcement: "",
        });
        useBus(this.env.bus, REPLY_WISH, () => this.state.focusRequests++);
        this.followTimeline();
        onWillUpdateProps((next) => this.announce(next.conversation));
    }

    /** The newest message stays in sight, unless somebody reads further up. */
    followTimeline() {
        let atEnd = true;
        onWillPatch(() => {
            const {scrollHeight, scrollTop, clientHeight} = this.timeline.el;
            atEnd = scrollHeight - scrollTop - clientHeight < NEAR;
        });
        useEffect(
            () => {
                if (atEnd) {
                    this.timeline.el.scrollTop = this.timeline.el.scrollHeight;
                }
            },
            () => [this.messages.length, this.props.conversation.replies.length]
        );
        useEffect(
            (mentionId) => {
                if (mentionId) {
                    this.show(mentionId);
                }
            },
            () => [this.props.mentionId]
        );
    }

    get messages() {
        return this.props.conversation.messages;
    }

    get network() {
        return this.props.conversation.network_name;
    }

    /** Since when the customer waits, false when all is answered. */
    get waitingSince() {
        return serverDate(this.props.conversation.waiting_since) || false;
    }

    get target() {
        const wanted = this.draft.mentionId || this.props.mentionId;
        const chosen = this.messages.find(
            (message) => message.id === wanted && isAnswerable(message)
        );
        return chosen || lastInbound(this.messages) || false;
    }

    /** What a message answers, where that is not simply the one above it. */
    answeredBy(message, index) {
        const parentId = message.parent_external_id;
        if (!parentId || this.messages[index - 1]?.external_id === parentId) {
            return false;
        }
        return this.messages.find(({external_id: id}) => id === parentId) || false;
    }

    /** Where an administrator mends why nobody can reply. */
    openAccount() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "social.care.account",
            res_id: this.props.conversation.account.id,
            views: [[false, "form"]],
        });
    }

    canReply(message) {
        return this.props.conversation.can_reply && isAnswerable(message);
    }

    canDelete(message) {
        const {capabilities} = this.props.conversation;
        return (
            capabilities.can_delete && Boolean(message.reply_id) && !message.deleted_at
        );
    }

    announce(next) {
        const known = new Set(this.messages.map(({id}) => id));
        const fresh = next.messages.filter(
            (message) => isAnswerable(message) && !known.has(message.id)
        );
        if (fresh.length) {
            const {author, text} = fresh.at(-1);
            this.state.announcement = _t("New message from %(name)s: %(text)s", {
                name: author.name || author.handle,
                text: startOf(text, ANNOUNCED),
            });
        }
    }

    show(messageId) {
        const selector = `[data-mention-id="${messageId}"]`;
        const element = this.timeline.el.querySelector(selector);
        element?.scrollIntoView({block: "nearest"});
    }

    replyTo(message) {
        this.draft.mentionId = message.id;
        this.state.focusRequests++;
    }

    /** What only says thanks waits for a reply after all. */
    async needReply(message) {
        await this.orm.call("social.care.mention", "action_restore", [[message.id]]);
        await this.props.reload();
    }

    onComposer(composer) {
        this.props.conversation.composer = composer;
    }

    async onSent({state}) {
        this.state.announcement =
            state === "to_approve"
                ? _t("Your reply waits for approval.")
                : _t("Your reply is on its way.");
        await this.props.reload();
    }

    async actOnReply(replyId, method) {
        const action = await this.orm.call("social.care.reply", method, [[replyId]]);
        if (action?.type) {
            return this.action.doAction(action, {onClose: this.props.reload});
        }
        await this.props.reload();
    }

    /** A reply that is not out yet goes back into the composer to be changed. */
    async takeBack(reply) {
        await this.orm.call("social.care.reply", "action_cancel", [[reply.id]]);
        Object.assign(this.draft, {
            body: reply.body,
            mentionId: reply.mention_id,
            saidUntil: this.props.conversation.said_until,
        });
        this.state.focusRequests++;
        await this.props.reload();
    }

    deletePublished(message) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Delete on %s?", this.network),
            body: _t("The reply disappears for everybody on %s.", this.network),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            confirm: () => this.actOnReply(message.reply_id, "action_delete_published"),
            cancelLabel: _t("Keep it"),
            cancel: () => true,
        });
    }

    openProfile(author) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "social.care.profile",
            res_id: author.id,
            views: [[false, "form"]],
        });
    }
}
