// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    status,
    useEffect,
    useRef,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {Conversation} from "./conversation.esm";
import {InternalNotes, hasNotesTab} from "./internal_notes.esm";
import {addEarlier, keepEarlier} from "./pages.esm";
import {mergeConversations} from "./merged_conversation.esm";
import {Desk} from "../desk/desk.esm";
import {isOwnWork} from "../desk/focus.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {router} from "@web/core/browser/router";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useDeskHeight} from "./desk_height.esm";
import {useDeskHotkeys} from "../desk/desk_hotkeys.esm";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "../core/hooks.esm";
import {user} from "@web/core/user";

const POLL = 10000;
// The limit of the server for one ticket
const MOST_SHOWN = 12;

/**
 * By model: a function of a record that returns the RPC method of `social.care.thread`
 * that reads its conversations, and the ids that the method takes.
 */
export const conversationSources = registry.category(
    "social_care.conversation_sources"
);

conversationSources
    .add("helpdesk.ticket", ({resId}) => ["get_conversations", resId])
    .add("social.care.thread", ({resId}) => ["get_conversation", resId])
    .add("social.care.mention", ({data, resId}) => [
        "get_conversation",
        data.thread_id.id,
        resId,
    ]);

/**
 * The conversations of a ticket, a mention or a thread, kept up to date: one for each
 * customer and account.
 */
export class ConversationPanel extends Component {
    static template = "social_care.ConversationPanel";
    static components = {Conversation, InternalNotes};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.loads = 0;
        // The record that is to be shown, and the one whose conversation is shown
        this.wanted = this.record = this.props.record;
        this.root = useRef("root");
        this.state = useState({
            conversations: [],
            activeId: false,
            notes: [],
            // A notification about a message of the chatter leads to that message
            showsNotes:
                this.hasNotesTab && Boolean(router.current.highlight_message_id),
        });
        this.desk = new Desk(this);
        this.desk.showHotkeys = useDeskHotkeys(this.desk);
        useSubEnv({socialDesk: this.desk});
        useDeskHeight(this.root);
        onWillStart(() => this.load());
        onWillUpdateProps(({record}) => this.follow(record));
        useSocialChanges((change) => this.onChanged(change));
        this.pollWhileBlocked();
    }

    /** Polls while somebody else is replying: a closed browser does not say it is done. */
    pollWhileBlocked() {
        let timer = null;
        const stop = () => browser.clearInterval(timer);
        useEffect(
            (isBlocked) => {
                if (isBlocked) {
                    timer = browser.setInterval(() => this.load(), POLL);
                    return stop;
                }
            },
            () => [this.isBlocked]
        );
        onWillUnmount(stop);
    }

    get isBlocked() {
        const composer = this.active?.composer;
        return Boolean(composer) && composer.id !== user.userId;
    }

    get active() {
        const {conversations, activeId} = this.state;
        return conversations.find(({id}) => id === activeId);
    }

    /** On the form of a mention, the reply goes to that mention. */
    get mentionId() {
        const {resModel, resId} = this.record;
        return resModel === "social.care.mention" && resId;
    }

    /** Whether the composer of a conversation gets the focus when it is opened. */
    takesFocus(conversation) {
        return isOwnWork(this.record, conversation);
    }

    get parts() {
        return this.state.conversations.flatMap(({parts}) => parts);
    }

    get threadIds() {
        return this.parts.map(({id}) => id);
    }

    /** Reads the page before the messages that are shown, of each part that has one. */
    async loadEarlier(conversation) {
        const read = async (part) => {
            const args = [part.id, part.first_id];
            const method = "get_earlier_messages";
            const page = await this.orm.call("social.care.thread", method, args);
            return addEarlier(part, page);
        };
        const {parts} = conversation;
        const more = await Promise.all(
            parts.map((part) => (part.has_earlier ? read(part) : part))
        );
        const byId = new Map(more.map((part) => [part.id, part]));
        this.state.conversations = mergeConversations(
            this.parts.map((part) => byId.get(part.id) || part),
            this.state.activeId
        );
    }

    get hasNotesTab() {
        return hasNotesTab(this.record);
    }

    activate(threadId) {
        this.state.activeId = threadId;
        this.state.showsNotes = false;
    }

    /** The title has the customer: several may have posted the same. */
    formatTitle(conversation) {
        return this.state.conversations.length > 1
            ? this.nameConversation(conversation)
            : _t("Conversation");
    }

    nameConversation({
        network_name: network,
        private: isPrivate,
        is_mixed: mixed,
        customer,
    }) {
        const only = isPrivate ? _t("private") : _t("public");
        const kind = mixed ? _t("public and private") : only;
        return `${customer} · ${network} · ${kind}`;
    }

    get hasMore() {
        const isTicket = this.record.resModel === "helpdesk.ticket";
        return isTicket && this.threadIds.length === MOST_SHOWN;
    }

    async showAll() {
        const {resId} = this.record;
        this.action.doAction(
            await this.orm.call("social.care.thread", "action_view_of_ticket", [resId])
        );
    }

    getKey({resModel, resId}) {
        return `${resModel},${resId}`;
    }

    /** Loads the conversation of another record; the one that is shown stays until then. */
    follow(record) {
        const isOther = this.getKey(record) !== this.getKey(this.wanted);
        this.wanted = record;
        if (isOther) {
            return this.load();
        }
        if (this.getKey(record) === this.getKey(this.record)) {
            this.record = record;
        }
    }

    async load() {
        // Dialogs and notifications call this after the panel is gone, too
        if (status(this) === "destroyed") {
            return;
        }
        const record = this.wanted;
        const turn = ++this.loads;
        if (!record.resId) {
            this.record = record;
            this.state.conversations = [];
            return;
        }
        const [method, ...ids] = conversationSources.get(record.resModel)(record);
        const call = (...args) => this.orm.silent.call("social.care.thread", ...args);
        const [found, notes] = await Promise.all([
            call(method, ids),
            hasNotesTab(record) ? call("get_notes", [record.resId]) : [],
        ]);
        // Ignore the response to a request that a newer one has superseded
        if (turn === this.loads) {
            // As of now: the form may have read it again meanwhile
            this.record = this.wanted;
            this.state.notes = notes;
            this.show(Array.isArray(found) ? found : [found]);
        }
    }

    /** Shows the most recent conversation first; the active one stays active. */
    show(conversations) {
        const before = new Map(this.parts.map((part) => [part.id, part]));
        this.state.conversations = mergeConversations(
            conversations.map((one) => keepEarlier(one, before.get(one.id))),
            this.state.activeId
        );
        if (!this.active) {
            this.state.activeId = this.state.conversations[0]?.id;
        }
    }

    isConcerned(change) {
        const {resModel, resId} = this.record;
        return (
            change.everything ||
            this.threadIds.some((id) => change.thread_ids.has(id)) ||
            (resModel === "helpdesk.ticket" && change.ticket_ids.has(resId))
        );
    }

    async onChanged(change) {
        if (this.isConcerned(change)) {
            await Promise.all([this.load(), this.refreshRecord()]);
        }
    }

    /** Reloads the fields of the form (waiting time, messages), unless it is edited. */
    async refreshRecord() {
        const {record} = this;
        if (!(await record.isDirty())) {
            await record.load();
        }
    }
}

export const conversationPanel = {
    component: ConversationPanel,
    additionalClasses: ["o_social_care_panel_widget"],
};

registry.category("view_widgets").add("social_care_conversation", conversationPanel);
