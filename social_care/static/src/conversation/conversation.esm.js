// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onMounted,
    onWillUnmount,
    onWillUpdateProps,
    status,
    useEffect,
    useRef,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {Composer} from "./composer.esm";
import {mergeActs} from "./acts.esm";
import {TimelineNote} from "./internal_notes.esm";
import {Message} from "./message.esm";
import {NetworkBadge} from "../core/network.esm";
import {PendingReply} from "./pending_reply.esm";
import {Waiting} from "../core/time.esm";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "../core/ask_confirmation.esm";
import {getVisibility, isEmpty, loadDraft, saveDraft} from "./draft.esm";
import {
    findPart,
    findTarget,
    isAnswerable,
    isInbound,
    listVisibilities,
    sortByTime,
} from "./merged_conversation.esm";
import {isOpen} from "./reply_windows.esm";
import {openForm} from "../core/open_form.esm";
import {REPLY_REQUESTED, takeReplyRequest} from "./reply_request.esm";
import {parseServerDate, truncateText} from "../core/words.esm";
import {useBus, useService} from "@web/core/utils/hooks";
import {useClock} from "../core/hooks.esm";

const NEAR = 80;
/** Characters of a new message that are announced to screen readers. */
const ANNOUNCED = 300;

/** A file of a reply, as the composer has it. */
function toAttachment({attachment_id: id, name, mimetype, alt}) {
    return {id, name, mimetype, alt};
}

/**
 * The conversation with a customer: public and private messages by time, replies that
 * are not published yet, and the composer.
 */
export class Conversation extends Component {
    static template = "social_care.Conversation";
    static components = {
        Composer,
        Message,
        NetworkBadge,
        PendingReply,
        TimelineNote,
        Waiting,
    };
    static props = {
        conversation: Object,
        mentionId: [Number, Boolean],
        notes: {type: Array, optional: true},
        takesFocus: Boolean,
        reload: Function,
        loadEarlier: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.clock = useClock();
        this.announcer = useService("social_care_announcer");
        this.timeline = useRef("timeline");
        this.draft = useState(loadDraft(this.props.conversation.id));
        this.state = useState({
            focusRequests: takeReplyRequest() || this.props.takesFocus ? 1 : 0,
            isLoading: false,
        });
        // For chips that change a message
        useSubEnv({reloadConversation: () => this.props.reload()});
        useBus(this.env.bus, REPLY_REQUESTED, () => this.state.focusRequests++);
        this.followTimeline();
        onWillUpdateProps((next) => this.announce(next.conversation));
    }

    /**
     * Scrolls to the newest message, unless the agent reads further up. Their own reply
     * always comes into view.
     */
    followTimeline() {
        this.isAtEnd = true;
        const observer = new ResizeObserver(() => this.keepAtEnd());
        onMounted(() => observer.observe(this.timeline.el));
        onWillUnmount(() => observer.disconnect());
        // Distance to the end that is kept while earlier messages are added
        this.fromEnd = 0;
        useEffect(
            () => {
                const {el} = this.timeline;
                if (this.fromEnd) {
                    el.scrollTop = el.scrollHeight - this.fromEnd;
                    this.fromEnd = 0;
                } else {
                    this.keepAtEnd();
                }
            },
            () => [this.items.length, this.props.conversation.replies.length]
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

    keepAtEnd() {
        if (this.isAtEnd) {
            this.timeline.el.scrollTop = this.timeline.el.scrollHeight;
        }
    }

    onScroll() {
        const {scrollHeight, scrollTop, clientHeight} = this.timeline.el;
        this.isAtEnd = scrollHeight - scrollTop - clientHeight < NEAR;
    }

    /** Reads earlier messages; what the agent reads stays where it is. */
    async showEarlier() {
        const {scrollHeight, scrollTop} = this.timeline.el;
        this.fromEnd = scrollHeight - scrollTop;
        this.state.isLoading = true;
        try {
            await this.props.loadEarlier(this.props.conversation);
        } catch (error) {
            this.fromEnd = 0;
            throw error;
        } finally {
            this.state.isLoading = false;
        }
    }

    /** Messages and notes by time. */
    get items() {
        const notes = this.props.notes || [];
        return sortByTime([
            ...this.messages.map((message) => ({
                key: message.id,
                at: message.at,
                message,
            })),
            ...notes.map((note) => ({key: `note-${note.id}`, at: note.at, note})),
        ]);
    }

    get messages() {
        return this.props.conversation.messages;
    }

    get network() {
        return this.props.conversation.network_name;
    }

    /** The time since which the customer waits; false where all is answered. */
    get waitingSince() {
        return parseServerDate(this.props.conversation.waiting_since) || false;
    }

    get target() {
        const wanted = this.draft.mentionId || this.props.mentionId;
        const chosen = this.messages.find(
            (message) => message.id === wanted && isAnswerable(message)
        );
        return chosen || this.findNewestTarget() || false;
    }

    /** The newest message that takes a reply. A draft whose message is not loaded, or
     *  was deleted, stays in its thread. */
    findNewestTarget() {
        const {mentionId, threadId} = this.draft;
        const found = this.messages.filter(
            (message) => isAnswerable(message) && this.findPart(message).can_reply
        );
        const isInThread = (message) => mentionId && message.thread_id === threadId;
        return found.findLast(isInThread) || found.at(-1);
    }

    /** Finds the message that another one answers, unless it is the one above. */
    findParent(message) {
        const parentId = message.parent_external_id;
        const index = parentId && this.messages.indexOf(message);
        if (!parentId || this.messages[index - 1]?.external_id === parentId) {
            return false;
        }
        return this.messages.find(({external_id: id}) => id === parentId) || false;
    }

    /** Opens the account, where an administrator can fix why nobody can reply. */
    openAccount() {
        const {id} = this.props.conversation.account;
        return openForm(this.action, "social.care.account", id);
    }

    /** Whether a message can be answered now: the account publishes, a window is open. */
    canReply(message) {
        const {conversation} = this.props;
        return listVisibilities(conversation, message, this.clock.now).length > 0;
    }

    /** Whether a pending reply can go out now. */
    canSend(reply) {
        const {mention_id: mentionId, visibility} = reply;
        const answered = this.messages.find(({id}) => id === mentionId);
        const openings = answered?.openings || {};
        return (
            this.findPart(reply).can_reply &&
            isOpen(openings[visibility], this.clock.now)
        );
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
            (message) => isInbound(message) && !known.has(message.id)
        );
        if (fresh.length && !this.fromEnd) {
            const {author, text} = fresh.at(-1);
            this.announcer.announce(
                _t("New message from %(name)s: %(text)s", {
                    name: author.name || author.handle,
                    text: truncateText(text, ANNOUNCED),
                })
            );
        }
    }

    show(messageId) {
        const selector = `[data-mention-id="${messageId}"]`;
        const element = this.timeline.el.querySelector(selector);
        element?.scrollIntoView({block: "nearest"});
    }

    setTarget(message) {
        this.aim(message);
        this.state.focusRequests++;
    }

    /** Aims the draft at a message; none for the newest. */
    aim({id: mentionId = false, thread_id: threadId}, values = {}) {
        Object.assign(this.draft, {mentionId, threadId, ...values});
        this.saveDraft();
    }

    saveDraft() {
        saveDraft(this.props.conversation.id, this.draft);
    }

    /** The public or private conversation that the reply goes to. */
    get targetPart() {
        const {target} = this;
        return target ? this.findPart(target) : this.props.conversation.parts[0];
    }

    findPart(item) {
        return findPart(this.props.conversation, item);
    }

    /** Finds the message that a public or private reply goes to; false for none. */
    findTarget(visibility) {
        const {conversation} = this.props;
        const {target} = this;
        return target && findTarget(conversation, target, visibility, this.clock.now);
    }

    /** Aims the draft at the message that a reply of the chosen visibility answers. */
    chooseVisibility(visibility) {
        this.aim(this.findTarget(visibility) || {}, {visibility});
    }

    /** Restores a message that was set aside because it only says thanks. */
    async requireReply(message) {
        await this.orm.call("social.care.mention", "action_restore", [[message.id]]);
        await this.props.reload();
    }

    setComposer(composer) {
        this.props.conversation.composer = composer;
    }

    async onSent({state}) {
        this.isAtEnd = true;
        this.announcer.announce(
            state === "to_approve"
                ? _t("Your reply is pending approval.")
                : _t("Your reply is queued.")
        );
        await this.props.reload();
    }

    async actOnReply(replyId, method) {
        const action = await this.orm.call("social.care.reply", method, [[replyId]]);
        if (action?.type) {
            return this.action.doAction(action, {onClose: this.props.reload});
        }
        await this.props.reload();
    }

    /** Moves a reply that is not published yet back into the composer, before what the
     *  agent has written there since. */
    async takeBack(reply) {
        // The service itself: the text is kept, too, when the agent leaves meanwhile
        const {orm} = this.env.services;
        try {
            this.restore(
                reply,
                await orm.call("social.care.reply", "take_back", [[reply.id]])
            );
        } finally {
            // Too late: the panel shows what became of it
            await this.props.reload();
        }
    }

    restore(reply, {body, mention_id: mentionId, visibility, acts}) {
        const {draft} = this;
        const message = {id: mentionId, thread_id: reply.thread_id};
        // What was written in private since is not made public
        const aim = this.isPrivateDraft
            ? [this.target || {}, {visibility: "private"}]
            : [message, {visibility}];
        Object.assign(draft, {
            body: [body, draft.body].filter(Boolean).join("\n\n"),
            attachments: [...reply.media.map(toAttachment), ...draft.attachments],
            acts: mergeActs(acts, draft.acts),
            saidUntil: this.props.conversation.said_until,
            heardUntil: this.props.conversation.heard_until,
        });
        this.aim(...aim);
        if (status(this) !== "destroyed") {
            this.state.focusRequests++;
        }
    }

    get isPrivateDraft() {
        return (
            !isEmpty(this.draft) &&
            getVisibility(this.draft, this.targetPart) === "private"
        );
    }

    async deletePublished(message) {
        const isConfirmed = await askConfirmation(this.dialog, {
            title: _t("Delete on %s?", this.network),
            body: _t("The reply will be deleted for everybody on %s.", this.network),
            confirmLabel: _t("Delete"),
            confirmClass: "btn-danger",
            cancelLabel: _t("Keep"),
        });
        if (isConfirmed) {
            await this.actOnReply(message.reply_id, "action_delete_published");
        }
    }

    openProfile(author) {
        return openForm(this.action, "social.care.profile", author.id);
    }
}
