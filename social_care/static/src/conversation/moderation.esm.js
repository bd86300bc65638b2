// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "../core/ask_confirmation.esm";
import {chips} from "../core/chips.esm";
import {moderationActions} from "./moderation_actions.esm";
import {useService} from "@web/core/utils/hooks";

const NOTHING = {done: [], offers: [], requests: []};

function getModeration({moderation}) {
    return moderation || NOTHING;
}

/** The words of an action, as it is done or taken back. */
function describe({code, undo}) {
    const {label, undoLabel, icon, confirm} = moderationActions.get(code);
    return {code, undo, icon, label: undo ? undoLabel : label, confirm};
}

const MESSAGE = {message: Object, networkName: String};

/** What can be done on the network about a message of somebody else. */
export class ModerationMenu extends Component {
    static template = "social_care.ModerationMenu";
    static components = {Dropdown, DropdownItem};
    static props = MESSAGE;

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
    }

    get items() {
        const {offers} = getModeration(this.props.message);
        return offers
            .filter(({code}) => moderationActions.contains(code))
            .map(describe);
    }

    async moderate({code, undo, label, confirm}) {
        if (confirm && !undo && !(await this.ask(confirm, label))) {
            return;
        }
        const args = [[this.props.message.id], code, undo];
        await this.orm.call("social.care.mention", "moderate", args);
        await this.env.reloadConversation();
    }

    ask(confirm, label) {
        return askConfirmation(this.dialog, {
            ...confirm(this.props.networkName),
            confirmLabel: label,
            confirmClass: "btn-danger",
            cancelLabel: _t("Cancel"),
        });
    }
}

/** What the network has not done yet, and what it refused. */
export class ModerationResult extends Component {
    static template = "social_care.ModerationResult";
    static props = MESSAGE;

    get requests() {
        const {requests} = getModeration(this.props.message);
        return requests
            .filter(({code}) => moderationActions.contains(code))
            .map((request) => ({...describe(request), error: request.error}));
    }
}

chips.add(
    "social_care.moderation",
    {
        places: ["author"],
        getProps: (message) => {
            const {done} = getModeration(message);
            return moderationActions
                .getEntries()
                .filter(([code]) => done.includes(code))
                .map(([, {done: label, icon, tone}]) => ({label, icon, tone}));
        },
    },
    {sequence: 40}
);
