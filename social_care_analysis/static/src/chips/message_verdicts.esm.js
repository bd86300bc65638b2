// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useSubEnv} from "@odoo/owl";
import {Conversation} from "@social_care/conversation/conversation.esm";
import {Message} from "@social_care/conversation/message.esm";
import {VerdictChip} from "./verdict_chip.esm";
import {_t} from "@web/core/l10n/translation";
import {patch} from "@web/core/utils/patch";
import {useService} from "@web/core/utils/hooks";

/** What the analysis says of one message of the conversation. */
export class MessageVerdicts extends Component {
    static template = "social_care_analysis.MessageVerdicts";
    static components = {VerdictChip};
    static props = {message: Object};

    setup() {
        this.action = useService("action");
    }

    get analysis() {
        return this.props.message.analysis;
    }

    get chips() {
        const {language, sentiment, urgency, topic, worth, verdicts} = this.analysis;
        const isWorth = !worth || worth === "worth";
        return [
            {kind: "urgency", value: urgency},
            {kind: "sentiment", value: sentiment},
            {kind: "topic", value: topic && topic.id, label: topic.name},
            ...(isWorth ? [] : [{kind: "worth", value: worth}]),
            {kind: "language", value: language},
        ].map((chip) => ({...chip, verdict: verdicts[chip.kind] || {}}));
    }

    get copies() {
        const {copies} = this.analysis;
        return copies === 1 ? _t("1 more like it") : _t("%s more like it", copies);
    }

    openIncident() {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "social.care.incident",
            res_id: this.analysis.incident.id,
            views: [[false, "form"]],
        });
    }

    async reload() {
        await this.env.reloadConversation();
    }
}

patch(Conversation.prototype, {
    setup() {
        super.setup();
        useSubEnv({reloadConversation: () => this.props.reload()});
    },
});

Message.components = {...Message.components, MessageVerdicts};
