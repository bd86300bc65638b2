// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ActList, getActIds, mergeActs, removeAct} from "./acts.esm";
import {AttachmentList, useAttachments} from "./attachments.esm";
import {
    CannedPicker,
    CannedSuggestions,
    filterResponses,
    replaceShortcut,
    findShortcut,
    useCannedResponses,
} from "./canned_responses.esm";
import {Component, status, useEffect, useRef, useState} from "@odoo/owl";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {countLeftSeconds, describeOpening, isOpen} from "./reply_windows.esm";
import {describeComposer, getTools} from "./composer_tools.esm";
import {VisibilityChoice} from "./visibility_choice.esm";
import {_t} from "@web/core/l10n/translation";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {getDirection} from "../core/direction.esm";
import {STALE, askToSendAnyway, getRefusal} from "./refusal.esm";
import {getVisibility, isEmpty, makeEmpty, saveDraft} from "./draft.esm";
import {truncateText} from "../core/words.esm";
import {describeCount, describeMissing} from "./length_words.esm";
import {countMissing, findTightestLimit} from "../core/measure.esm";
import {useAutoresize} from "@web/core/utils/autoresize";
import {useSeen} from "./seen.esm";
import {useClock} from "../core/hooks.esm";
import {useComposerOfDesk} from "../desk/desk.esm";
import {useService} from "@web/core/utils/hooks";
import {useDraftPresence} from "./draft_presence.esm";
import {user} from "@web/core/user";

const HOUR = 3600;
// States of a reply before the network answered: the next one waits for it.
const UNDER_WAY = ["queued", "sending", "unknown"];

/** Where a reply is written; its button says what sending will do. */
export class Composer extends Component {
    static template = "social_care.Composer";
    static components = {
        ActList,
        AttachmentList,
        CannedPicker,
        CannedSuggestions,
        VisibilityChoice,
    };
    static props = {
        conversation: Object,
        draft: Object,
        target: [Object, Boolean],
        focusRequests: Number,
        onComposer: Function,
        /** Tells which visibility was chosen, so that the target follows. */
        onVisibility: Function,
        /** Returns the message that a reply of a visibility goes to; false for none. */
        findTarget: Function,
        /** The conversation that the target is in. */
        targetPart: Object,
        onSent: Function,
        reload: Function,
    };
    getDirection = getDirection;
    setup() {
        this.dialog = useService("dialog");
        this.clock = useClock();
        this.root = useRef("root");
        this.textarea = useRef("textarea");
        this.picker = useRef("picker");
        this.files = useAttachments({
            getConversation: () => this.props.conversation,
            getDraft: () => this.props.draft,
            onChanged: () => this.onDraftChanged(),
        });
        this.fetchCanned = useCannedResponses();
        this.presence = useDraftPresence(
            () => this.props.targetPart.id,
            this.props.onComposer
        );
        this.seen = useSeen(() => this.props.conversation.heard_until);
        this.state = useState({
            sending: false,
            error: "",
            suggestions: [],
            active: 0,
        });
        this.keepFocus = useComposerOfDesk(this);
        useAutoresize(this.textarea);
        useEffect(
            (requests) => {
                if (requests) {
                    this.textarea.el.focus();
                }
            },
            () => [this.props.focusRequests]
        );
    }

    // Display
    // -------

    get id() {
        return `social_care_composer_${this.props.conversation.id}`;
    }

    /** Of the part that the reply goes to: its limits may be others. */
    get capabilities() {
        return this.props.targetPart.capabilities;
    }

    get visibilities() {
        return this.props.conversation.capabilities.visibilities;
    }

    get visibility() {
        return getVisibility(this.props.draft, this.props.targetPart);
    }

    get blocker() {
        const {composer} = this.props.conversation;
        return composer && composer.id !== user.userId ? composer : false;
    }

    get blockedLabel() {
        return _t("%s is replying", this.blocker.name);
    }

    get disabled() {
        return Boolean(this.blocker) || this.state.sending || this.isAllClosed;
    }

    get signature() {
        return this.props.conversation.signature;
    }

    /** The text that is sent: composed as the server does it. */
    get fullText() {
        return `${this.props.draft.body.trim()}${this.signature}`.trim();
    }

    get count() {
        return findTightestLimit(this.fullText, this.capabilities);
    }

    get isOver() {
        return this.count.left < 0;
    }

    get missing() {
        return this.isEmpty ? 0 : countMissing(this.fullText, this.capabilities);
    }

    get missingLabel() {
        return describeMissing(this.missing, this.capabilities.text_unit);
    }

    get countLabel() {
        return describeCount(this.count);
    }

    get targetLabel() {
        const {author, text} = this.props.target;
        return {name: author.name || author.handle, text: truncateText(text, 120)};
    }

    /** Visibilities that the network accepts no reply in now. */
    get closedVisibilities() {
        const {target, findTarget} = this.props;
        return this.visibilities.filter((one) => target && !findTarget(one));
    }

    /** Whether the target takes no reply of the chosen visibility. */
    get isVisibilityClosed() {
        const {target, findTarget} = this.props;
        return Boolean(target && this.visibility) && !findTarget(this.visibility);
    }

    /** The reply window that is shown: of the chosen visibility, or a closed one. */
    get opening() {
        const openings = this.props.target.openings || {};
        return openings[this.visibility] || openings[this.closedVisibilities[0]];
    }

    get isWindowClosed() {
        return !isOpen(
            (this.props.target.openings || {})[this.visibility],
            this.clock.now
        );
    }

    get isAllClosed() {
        return this.closedVisibilities.length === this.visibilities.length;
    }

    get isWindowClosing() {
        return countLeftSeconds(this.opening, this.clock.now) < HOUR;
    }

    get windowLabel() {
        const network = this.props.conversation.network_name;
        return describeOpening(this.opening, network, this.clock.now);
    }

    get sendLabel() {
        if (this.state.sending) {
            return _t("Sending…");
        }
        if (this.isAnotherUnderWay) {
            return _t("Sending the previous reply…");
        }
        const {labels} = this.props.targetPart;
        return labels[this.visibility] || _t("Choose public or private");
    }

    /** Only one reply of a conversation is sent at a time; writing goes on meanwhile. */
    get isAnotherUnderWay() {
        return this.props.targetPart.replies.some(({state}) =>
            UNDER_WAY.includes(state)
        );
    }

    get isEmpty() {
        return isEmpty(this.props.draft);
    }

    get canSend() {
        const isBlocked = this.isEmpty || this.missing || this.isOver;
        const isWaiting =
            this.disabled || this.isAnotherUnderWay || this.files.state.uploading;
        const isClosed = this.isWindowClosed || this.isVisibilityClosed;
        return !(isBlocked || isWaiting || isClosed);
    }

    get acceptedTypes() {
        return this.capabilities.media_mimetypes.join(",");
    }

    get canAttach() {
        return this.props.draft.attachments.length < this.capabilities.media_max;
    }

    getTools = getTools;

    /** Made anew for each rendering, so that tools are rendered with the composer. */
    get handle() {
        return describeComposer(this);
    }

    // Writing
    // -------

    onDraftChanged() {
        const {conversation, draft} = this.props;
        // What was said before the agent began to write; later messages may be unread
        draft.saidUntil = !this.isEmpty && (draft.saidUntil || conversation.said_until);
        draft.heardUntil = !this.isEmpty && this.seen.update(draft.heardUntil);
        this.state.error = "";
        draft.threadId = this.props.targetPart.id;
        saveDraft(this.props.conversation.id, this.props.draft);
        this.presence.follow(!this.isEmpty);
    }

    write(body) {
        this.props.draft.body = body;
        // A message that arrives while the agent types does not become the target
        this.props.draft.mentionId = this.props.target.id || false;
        this.onDraftChanged();
    }

    onInput(ev) {
        this.write(ev.target.value);
        return this.suggest();
    }

    onFocusOut(ev) {
        if (!this.root.el.contains(ev.relatedTarget)) {
            this.state.suggestions = [];
        }
    }

    onKeydown(ev) {
        const hotkey = getActiveHotkey(ev);
        const done = this.onSuggestionKey(hotkey);
        if (!done && hotkey === "control+enter") {
            this.send();
        } else if (!done) {
            return;
        }
        ev.preventDefault();
        ev.stopPropagation();
    }

    setVisibility(visibility) {
        this.state.error = "";
        this.props.onVisibility(visibility);
    }

    // Canned responses
    // ----------------

    async suggest() {
        const {value, selectionStart} = this.textarea.el;
        const term = findShortcut(value, selectionStart);
        const found =
            term === null ? [] : filterResponses(await this.fetchCanned(), term);
        this.state.suggestions = found.slice(0, 8);
        this.state.active = 0;
    }

    onSuggestionKey(hotkey) {
        const {suggestions, active} = this.state;
        const {length} = suggestions;
        if (!length) {
            return false;
        }
        const keys = {
            arrowdown: () => (this.state.active = (active + 1) % length),
            arrowup: () => (this.state.active = (active + length - 1) % length),
            enter: () => this.complete(suggestions[active]),
            tab: () => this.complete(suggestions[active]),
            escape: () => (this.state.suggestions = []),
        };
        keys[hotkey]?.();
        return hotkey in keys;
    }

    /** Replaces the typed shortcut by a suggestion. */
    complete({substitution}) {
        const {value, selectionStart} = this.textarea.el;
        const {text, caret} = replaceShortcut(value, selectionStart, substitution);
        this.setText(text, caret);
        this.state.suggestions = [];
    }

    /** Inserts a response from the menu at the caret. */
    insert({substitution}) {
        this.insertText(substitution);
    }

    insertText(text) {
        const {value, selectionStart, selectionEnd} = this.textarea.el;
        const before = value.slice(0, selectionStart) + text;
        this.setText(before + value.slice(selectionEnd), before.length);
    }

    get acts() {
        return this.props.draft.acts;
    }

    addActs(acts) {
        this.props.draft.acts = mergeActs(this.acts, acts);
        this.onDraftChanged();
    }

    removeAct(key) {
        this.props.draft.acts = removeAct(this.acts, key);
        this.onDraftChanged();
    }

    setText(text, caret) {
        const {el} = this.textarea;
        el.value = text;
        el.setSelectionRange(caret, caret);
        el.focus();
        this.write(text);
    }

    // Attachments
    // -----------

    async onFilesChosen(ev) {
        const files = [...ev.target.files];
        // So that the same file can be chosen again
        ev.target.value = "";
        await this.files.add(files);
    }

    onDrop(ev) {
        return this.disabled || !this.capabilities.media_max || this.files.onDrop(ev);
    }

    onPaste(ev) {
        return this.capabilities.media_max && this.files.onPaste(ev);
    }

    onDragOver(ev) {
        if (!this.disabled && this.capabilities.media_max) {
            this.files.onDragOver(ev);
        }
    }

    // Sending
    // -------

    /**
     * @param {{outcome: string}} [options] what becomes of the ticket afterwards
     * @returns {Promise<boolean>} whether the reply was sent
     */
    async send(options = {}) {
        if (!this.canSend) {
            return false;
        }
        if (!this.visibility) {
            this.state.error = _t("Choose who can read the reply.");
            this.root.el.querySelector("input[type=radio]").focus();
            return false;
        }
        this.keepFocus();
        this.state.sending = true;
        try {
            await this.post(options);
            return true;
        } catch (error) {
            return status(this) === "destroyed"
                ? this.tellElsewhere(error)
                : await this.handleError(error, options);
        } finally {
            this.state.sending = false;
        }
    }

    /** The services themselves: the agent may open another ticket meanwhile. */
    async post({outcome}) {
        const {draft, target, targetPart} = this.props;
        const {visibility} = this;
        const attachmentIds = draft.attachments.map(({id}) => id);
        await this.files.storeTexts();
        const result = await this.env.services.orm.call(
            "social.care.thread",
            "post_reply",
            [
                targetPart.id,
                target.id || false,
                draft.body,
                visibility,
                attachmentIds,
                draft.saidUntil || false,
                ...(outcome ? [outcome] : []),
            ],
            {
                heard_until: draft.heardUntil || false,
                acts: getActIds(this.acts),
            }
        );
        await this.finish(result);
    }

    /** Empties the draft once it was sent. */
    finish(result) {
        const {conversation, draft, onSent} = this.props;
        conversation.said_until = result.said_until;
        Object.assign(draft, makeEmpty());
        this.onDraftChanged();
        return onSent(result);
    }

    /** The agent has left the conversation, which keeps the draft. */
    tellElsewhere(error) {
        const words = getRefusal(error);
        if (!words) {
            throw error;
        }
        this.env.services.notification.add(words, {type: "danger", sticky: true});
        return false;
    }

    /** Keeps the text and shows why it was not sent; returns whether it was after all. */
    async handleError(error, options) {
        if (error instanceof RPCError && error.exceptionName === STALE) {
            await this.props.reload();
            return this.offerToSendAnyway(error.data, options);
        } else if (getRefusal(error)) {
            this.state.error = getRefusal(error);
        } else if (error instanceof ConnectionLostError) {
            this.state.error = _t(
                "The connection was lost. Check above whether your reply was sent before you send it again."
            );
        } else {
            throw error;
        }
        return false;
    }

    /** A colleague or the customer wrote meanwhile, or this user in another tab. */
    async offerToSendAnyway({message, context}, options) {
        this.state.sending = false;
        if (await askToSendAnyway(this.dialog, message)) {
            // What arrived while the user read these words is not confirmed with them
            Object.assign(this.props.draft, {
                saidUntil: context.said_until,
                heardUntil: context.heard_until,
            });
            return this.send(options);
        }
        this.textarea.el.focus();
        return false;
    }
}
