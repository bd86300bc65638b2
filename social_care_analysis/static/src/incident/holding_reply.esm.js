// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useEffect, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "@social_care/core/ask_confirmation.esm";
import {formatInteger} from "@web/views/fields/formatters";
import {getDirection} from "@social_care/core/direction.esm";
import {measure} from "@social_care/core/measure.esm";
import {registry} from "@web/core/registry";
import {truncateText} from "@social_care/core/words.esm";
import {standardFieldProps} from "@web/views/fields/standard_field_props";
import {useInputField} from "@web/views/fields/input_field_hook";
import {useService} from "@web/core/utils/hooks";
import {user} from "@web/core/user";

const SUPERVISOR = "social_care.group_social_care_supervisor";
const FIRST_WORDS = 140;

/** The holding reply of an incident: its text, its approval, its progress. */
export class HoldingReply extends Component {
    static template = "social_care_analysis.HoldingReply";
    static props = {...standardFieldProps};

    getDirection = getDirection;

    setup() {
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.state = useState({length: 0, isSupervisor: false});
        this.input = useInputField({getValue: () => this.text, refName: "input"});
        useEffect(
            (text) => this.count(text),
            () => [this.text]
        );
        onWillStart(async () => {
            this.state.isSupervisor = await user.hasGroup(SUPERVISOR);
        });
    }

    get data() {
        return this.props.record.data;
    }

    get text() {
        return this.data[this.props.name] || "";
    }

    count(text) {
        this.state.length = measure(text, "graphemes");
    }

    /** A calmed incident is open, too: people still wait for a reply. */
    get isOpen() {
        return this.data.state !== "cancelled";
    }

    get canWrite() {
        return (
            this.state.isSupervisor &&
            this.isOpen &&
            this.data.holding_state !== "sending" &&
            !this.props.readonly
        );
    }

    get canStop() {
        return this.state.isSupervisor && this.data.holding_state === "sending";
    }

    /** Whether somebody still waits for this reply. */
    get canApprove() {
        return this.canWrite && this.data.holding_waiting_count > 0;
    }

    get isUnderWay() {
        return this.data.holding_state !== "none";
    }

    get percent() {
        const {author_count: all, holding_count: answered} = this.data;
        // Agents may have answered some: then it is done before everybody has it
        return this.data.holding_state === "done"
            ? 100
            : Math.floor((answered / Math.max(all, 1)) * 100);
    }

    get approveLabel() {
        const {holding_waiting_count: count, holding_state: state} = this.data;
        const people = formatInteger(count);
        if (state === "stopped") {
            return _t("Continue: send to the other %s people", people);
        }
        return count === 1
            ? _t("Approve and send to 1 person")
            : _t("Approve and send to %s people", people);
    }

    get progress() {
        const {author_count: all, holding_count: answered} = this.data;
        return _t("%(answered)s of %(all)s people have the reply", {
            answered: formatInteger(answered),
            all: formatInteger(all),
        });
    }

    get stateInWords() {
        const {record} = this.props;
        const {selection} = record.fields.holding_state;
        return selection.find(([value]) => value === this.data.holding_state)[1];
    }

    get firstWords() {
        return truncateText(this.text, FIRST_WORDS);
    }

    /** Ask before sending; replies are public, since incidents have no private posts. */
    mayApprove() {
        const how = _t("It is public: everybody gets it as a reply to their own post.");
        return askConfirmation(this.dialog, {
            title: _t("Send this reply in public?"),
            body: `${how}\n\n“${this.firstWords}”`,
            confirmLabel: this.approveLabel,
        });
    }

    async approve() {
        if ((await this.props.record.save()) && (await this.mayApprove())) {
            await this.act("action_approve_holding", [this.text]);
        }
    }

    async act(name, args = []) {
        const {record} = this.props;
        if (await record.save()) {
            await this.action.doActionButton({
                type: "object",
                name,
                args: JSON.stringify(args),
                resModel: record.resModel,
                resId: record.resId,
                context: record.context,
                onClose: () => record.load(),
            });
        }
    }
}

registry.category("fields").add("social_care_holding", {
    component: HoldingReply,
    displayName: _t("Holding reply"),
    supportedTypes: ["text"],
    fieldDependencies: [
        {name: "state", type: "selection"},
        {name: "holding_state", type: "selection"},
        {name: "author_count", type: "integer"},
        {name: "holding_count", type: "integer"},
        {name: "holding_waiting_count", type: "integer"},
        {name: "holding_failed_count", type: "integer"},
    ],
});
