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

const LOOK_AGAIN = 10000;
// As many as the server shows of one ticket
const MOST_SHOWN = 12;

/** Which threads belong to a record, and how to ask for them. */
const SOURCES = {
    "helpdesk.ticket": ({resId}) => ["get_conversations", resId],
    "social.care.thread": ({resId}) => ["get_conversation", resId],
    "social.care.mention": ({data}) => ["get_conversation", data.thread_id.id],
};

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
            if (this.keyOf(next.record) !== this.keyOf(this.props.record)) {
                return this.load(next.record);
            }
        });
        useSocialChanges((change) => this.onChanged(change));
        this.lookAgainWhileBlocked();
    }

    /** Somebody who closed the browser never says that they are done. */
    lookAgainWhileBlocked() {
        let timer = null;
        const stop = () => browser.clearInterval(timer);
        useEffect(
            (isBlocked) => {
                if (isBlocked) {
                    timer = browser.setInterval(() => this.load(), LOOK_AGAIN);
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

    /** On a mention's own form the answer goes to that mention. */
    get mentionId() {
        const {resModel, resId} = this.props.record;
        return resModel === "social.care.mention" && resId;
    }

    activate(threadId) {
        this.state.activeId = threadId;
    }

    /** Several people may have said the very same; then it matters who. */
    titleOf({network_name: network, private: isPrivate, customer}) {
        const kind = isPrivate ? _t("private") : _t("public");
        return `${customer} · ${network} · ${kind}`;
    }

    get hasMore() {
        return this.state.conversations.length === MOST_SHOWN;
    }

    async showAll() {
        const {resId} = this.props.record;
        this.action.doAction(
            await this.orm.call("social.care.thread", "action_view_of_ticket", [resId])
        );
    }

    keyOf({resModel, resId}) {
        return `${resModel},${resId}`;
    }

    async load(record = this.props.record) {
        if (!record.resId) {
            this.state.conversations = [];
            return;
        }
        const [method, id] = SOURCES[record.resModel](record);
        const turn = ++this.loads;
        const found = await this.orm.silent.call("social.care.thread", method, [id]);
        // An answer that a newer question has overtaken is out of date
        if (turn === this.loads) {
            this.show(Array.isArray(found) ? found : [found]);
        }
    }

    /** The liveliest conversation first, but never another while one writes. */
    show(conversations) {
        this.state.conversations = conversations;
        if (!this.active) {
            this.state.activeId = conversations[0]?.id;
        }
    }

    concerns(change) {
        const {resModel, resId} = this.props.record;
        const isOurs = ({id}) => change.thread_ids.has(id);
        return (
            change.everything ||
            this.state.conversations.some(isOurs) ||
            (resModel === "helpdesk.ticket" && change.ticket_ids.has(resId))
        );
    }

    async onChanged(change) {
        if (this.concerns(change)) {
            await Promise.all([this.load(), this.refreshRecord()]);
        }
    }

    /** The fields around us (waiting, number of messages) follow, unless edited. */
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
