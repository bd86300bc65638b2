// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useEffect,
    useState,
} from "@odoo/owl";
import {Conversation} from "./conversation.esm";
import {_t} from "@web/core/l10n/translation";
import {browser} from "@web/core/browser/browser";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "../core/hooks.esm";
import {user} from "@web/core/user";

const POLL = 10000;
// The limit of the server for one ticket
const MOST_SHOWN = 12;

/**
 * By model: a function of a record that returns the RPC method of `social.care.thread`
 * that reads its conversations, and the id that the method takes.
 */
export const conversationSources = registry.category(
    "social_care.conversation_sources"
);

conversationSources
    .add("helpdesk.ticket", ({resId}) => ["get_conversations", resId])
    .add("social.care.thread", ({resId}) => ["get_conversation", resId])
    .add("social.care.mention", ({data}) => ["get_conversation", data.thread_id.id]);

/** The conversations of a ticket, a mention or a thread, kept up to date. */
export class ConversationPanel extends Component {
    static template = "social_care.ConversationPanel";
    static components = {Conversation};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.loads = 0;
        this.state = useState({conversations: [], activeId: false});
        onWillStart(() => this.load());
        onWillUpdateProps((next) => {
            if (this.getKey(next.record) !== this.getKey(this.props.record)) {
                return this.load(next.record);
            }
        });
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
        const {resModel, resId} = this.props.record;
        return resModel === "social.care.mention" && resId;
    }

    activate(threadId) {
        this.state.activeId = threadId;
    }

    /** The title has the customer: several may have posted the same. */
    formatTitle({network_name: network, private: isPrivate, customer}) {
        const kind = isPrivate ? _t("private") : _t("public");
        return `${customer} · ${network} · ${kind}`;
    }

    get hasMore() {
        const isTicket = this.props.record.resModel === "helpdesk.ticket";
        return isTicket && this.state.conversations.length === MOST_SHOWN;
    }

    async showAll() {
        const {resId} = this.props.record;
        this.action.doAction(
            await this.orm.call("social.care.thread", "action_view_of_ticket", [resId])
        );
    }

    getKey({resModel, resId}) {
        return `${resModel},${resId}`;
    }

    async load(record = this.props.record) {
        if (!record.resId) {
            this.state.conversations = [];
            return;
        }
        const [method, id] = conversationSources.get(record.resModel)(record);
        const turn = ++this.loads;
        const found = await this.orm.silent.call("social.care.thread", method, [id]);
        // Ignore the response to a request that a newer one has superseded
        if (turn === this.loads) {
            this.show(Array.isArray(found) ? found : [found]);
        }
    }

    /** Shows the most recent conversation first; the active one stays active. */
    show(conversations) {
        this.state.conversations = conversations;
        if (!this.active) {
            this.state.activeId = conversations[0]?.id;
        }
    }

    isConcerned(change) {
        const {resModel, resId} = this.props.record;
        const isOurs = ({id}) => change.thread_ids.has(id);
        return (
            change.everything ||
            this.state.conversations.some(isOurs) ||
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
        const {record} = this.props;
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
