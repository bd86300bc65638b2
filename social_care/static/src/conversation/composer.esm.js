// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    CannedPicker,
    CannedSuggestions,
    matching,
    replaceShortcut,
    shortcutBefore,
    useCannedResponses,
} from "./canned_responses.esm";
import {Component, useEffect, useRef, useState} from "@odoo/owl";
import {ConnectionLostError, RPCError} from "@web/core/network/rpc";
import {secondsBetween, serverDate, spanInWords, startOf} from "../core/words.esm";
import {ConfirmationDialog} from "@web/core/confirmation_dialog/confirmation_dialog";
import {FileUploader} from "@web/views/fields/file_handler";
import {VisibilityChoice} from "./visibility_choice.esm";
import {_t} from "@web/core/l10n/translation";
import {getActiveHotkey} from "@web/core/hotkeys/hotkey_service";
import {saveDraft} from "./draft.esm";
import {tightest} from "../core/measure.esm";
import {useAutoresize} from "@web/core/utils/autoresize";
import {useClock} from "../core/hooks.esm";
import {useService} from "@web/core/utils/hooks";
import {useTyping} from "./typing.esm";
import {user} from "@web/core/user";

const WORDED_ERRORS = [
    "odoo.exceptions.UserError",
    "odoo.exceptions.ValidationError",
    "odoo.exceptions.AccessError",
];
const STALE = "odoo.addons.social_care.exceptions.StaleReply";
const HOUR = 3600;

/** Where a reply is written: it says what it will do before it does it. */
export class Composer extends Component {
    static template = "social_care.Composer";
    static components = {
        CannedPicker,
        CannedSuggestions,
        FileUploader,
        VisibilityChoice,
    };
    static props = {
        conversation: Object,
        draft: Object,
        target: [Object, Boolean],
        focusRequests: Number,
        onComposer: Function,
        onSent: Function,
        reload: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.clock = useClock();
        this.root = useRef("root");
        this.textarea = useRef("textarea");
        this.fetchCanned = useCannedResponses();
        this.typing = useTyping(this.props.conversation.id, this.props.onComposer);
        this.state = useState({
            visibility: this.onlyVisibility,
            sending: false,
            error: "",
            suggestions: [],
            active: 0,
        });
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

    // What is shown
    // -------------

    get id() {
        return `social_care_composer_${this.props.conversation.id}`;
    }

    get capabilities() {
        return this.props.conversation.capabilities;
    }

    get visibilities() {
        return this.capabilities.visibilities;
    }

    get onlyVisibility() {
        return this.visibilities.length === 1 ? this.visibilities[0] : false;
    }

    get blocker() {
        const {composer} = this.props.conversation;
        return composer && composer.id !== user.userId ? composer : false;
    }

    get blockedWords() {
        return _t("%s is replying", this.blocker.name);
    }

    get disabled() {
        return Boolean(this.blocker) || this.state.sending || this.windowClosed;
    }

    get signature() {
        return this.props.conversation.signature;
    }

    /** What goes out, as the server puts it together. */
    get fullText() {
        return `${this.props.draft.body.trim()}${this.signature}`.trim();
    }

    get count() {
        return tightest(this.fullText, this.capabilities);
    }

    get isOver() {
        return this.count.left < 0;
    }

    /** Said aloud when the end comes near, not at every key. */
    get countWords() {
        const {left, unit} = this.count;
        const number = Math.abs(left);
        if (left < 0) {
            return unit === "bytes"
                ? _t("%s bytes too long", number)
                : _t("%s characters too long", number);
        }
        return left <= 20 ? _t("%s characters left", left) : "";
    }

    get targetWords() {
        const {author, text} = this.props.target;
        return {name: author.name || author.handle, text: startOf(text, 120)};
    }

    get windowSeconds() {
        const until = serverDate(this.props.conversation.window_until);
        return until ? secondsBetween(this.clock.now, until) : null;
    }

    get windowClosed() {
        return this.windowSeconds === 0;
    }

    get isWindowClosing() {
        return this.windowSeconds < HOUR;
    }

    get windowWords() {
        const network = this.props.conversation.network_name;
        if (this.windowClosed) {
            return _t("The reply window on %s is closed.", network);
        }
        return _t("Reply window on %(network)s closes in %(span)s.", {
            network,
            span: spanInWords(this.windowSeconds),
        });
    }

    get sendLabel() {
        if (this.state.sending) {
            return _t("Sending…");
        }
        const {labels} = this.props.conversation;
        return labels[this.state.visibility] || _t("Choose public or private");
    }

    get isEmpty() {
        return !this.props.draft.body.trim() && !this.props.draft.attachments.length;
    }

    get acceptedTypes() {
        return this.capabilities.media_mimetypes.join(",");
    }

    get canAttach() {
        return this.props.draft.attachments.length < this.capabilities.media_max;
    }

    // What is written
    // ---------------

    changed() {
        const {conversation, draft} = this.props;
        // What was said by the time one began to write; what is said later one may not
        // have read
        draft.saidUntil = !this.isEmpty && (draft.saidUntil || conversation.said_until);
        this.state.error = "";
        saveDraft(this.props.conversation.id, this.props.draft);
    }

    write(body) {
        this.props.draft.body = body;
        // A message that comes in while one types does not take the answer to itself
        this.props.draft.mentionId = this.props.target.id || false;
        this.changed();
        this.typing.typed();
    }

    onInput(ev) {
        this.write(ev.target.value);
        return this.suggest();
    }

    onFocusOut(ev) {
        if (!this.root.el.contains(ev.relatedTarget)) {
            this.state.suggestions = [];
            // The field that is shut while sending loses the focus: sending releases
            if (!this.state.sending) {
                this.typing.release();
            }
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

    choose(visibility) {
        this.state.visibility = visibility;
        this.state.error = "";
    }

    // Canned responses
    // ----------------

    async suggest() {
        const {value, selectionStart} = this.textarea.el;
        const term = shortcutBefore(value, selectionStart);
        const found = term === null ? [] : matching(await this.fetchCanned(), term);
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

    /** A suggestion replaces the shortcut that was typed for it. */
    complete({substitution}) {
        const {value, selectionStart} = this.textarea.el;
        const {text, caret} = replaceShortcut(value, selectionStart, substitution);
        this.put(text, caret);
        this.state.suggestions = [];
    }

    /** A response that was picked from the menu goes where the caret is. */
    insert({substitution}) {
        const {value, selectionStart, selectionEnd} = this.textarea.el;
        const before = value.slice(0, selectionStart) + substitution;
        this.put(before + value.slice(selectionEnd), before.length);
    }

    put(text, caret) {
        const {el} = this.textarea;
        el.value = text;
        el.setSelectionRange(caret, caret);
        el.focus();
        this.write(text);
    }

    // Attachments
    // -----------

    async attach({name, type, data}) {
        const vals = {
            name,
            datas: data,
            mimetype: type,
            res_model: "social.care.reply",
        };
        const [id] = await this.orm.create("ir.attachment", [vals]);
        this.props.draft.attachments.push({id, name});
        this.changed();
    }

    async detach(attachment) {
        const {draft} = this.props;
        draft.attachments = draft.attachments.filter(({id}) => id !== attachment.id);
        this.changed();
        await this.orm.unlink("ir.attachment", [attachment.id]);
    }

    // Sending
    // -------

    async send() {
        if (this.isEmpty || this.isOver || this.disabled) {
            return;
        }
        if (!this.state.visibility) {
            this.state.error = _t("Choose who can read the reply.");
            this.root.el.querySelector("input[type=radio]").focus();
            return;
        }
        this.state.sending = true;
        try {
            await this.post();
        } catch (error) {
            await this.explain(error);
        } finally {
            this.state.sending = false;
        }
    }

    async post() {
        const {conversation, draft, target} = this.props;
        const attachmentIds = draft.attachments.map(({id}) => id);
        const result = await this.orm.call("social.care.thread", "post_reply", [
            conversation.id,
            target.id || false,
            draft.body,
            this.state.visibility,
            attachmentIds,
            draft.saidUntil || false,
        ]);
        conversation.said_until = result.said_until;
        Object.assign(draft, {body: "", attachments: [], mentionId: false});
        this.changed();
        this.state.visibility = this.onlyVisibility;
        this.typing.release();
        await this.props.onSent(result);
    }

    /** The text stays where it is, with the reason beside it. */
    async explain(error) {
        if (error instanceof RPCError && error.exceptionName === STALE) {
            await this.props.reload();
            this.askAnyway(error.data.message);
        } else if (
            error instanceof RPCError &&
            WORDED_ERRORS.includes(error.exceptionName)
        ) {
            this.state.error = error.data.message;
        } else if (error instanceof ConnectionLostError) {
            this.state.error = _t(
                "The connection broke. Look above whether your reply is there before you send it again."
            );
        } else {
            throw error;
        }
    }

    /** Somebody answered meanwhile, perhaps in another tab: only on purpose. */
    askAnyway(words) {
        this.dialog.add(ConfirmationDialog, {
            title: _t("Already answered"),
            body: words,
            confirmLabel: _t("Send anyway"),
            confirm: () => {
                this.props.draft.saidUntil = this.props.conversation.said_until;
                return this.send();
            },
            cancelLabel: _t("Keep editing"),
            cancel: () => this.textarea.el.focus(),
        });
    }
}
