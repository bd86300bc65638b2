// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {normalize} from "@web/core/l10n/utils";
import {useService} from "@web/core/utils/hooks";

const SHORTCUT = /(?:^|\s)::(\S*)$/u;

/** Returns a function that reads Odoo's canned responses once, on first use. */
export function useCannedResponses() {
    const orm = useService("orm");
    let promise = null;
    return () => {
        promise ??= orm.searchRead(
            "mail.canned.response",
            [],
            ["source", "substitution"],
            {order: "source"}
        );
        return promise;
    };
}

/** Finds the term after "::" just before the caret; null for none. */
export function findShortcut(text, caret) {
    const match = SHORTCUT.exec(text.slice(0, caret));
    return match && normalize(match[1]);
}

/** Replaces that shortcut; returns the text and the new position of the caret. */
export function replaceShortcut(text, caret, substitution) {
    const start = text.lastIndexOf("::", caret - 1);
    const before = text.slice(0, start) + substitution;
    return {text: before + text.slice(caret), caret: before.length};
}

/** Filters by a term; responses whose shortcut starts with it come first. */
export function filterResponses(responses, term) {
    const holds = (text) => normalize(text).includes(term);
    const rank = ({source}) => (normalize(source).startsWith(term) ? 0 : 1);
    return responses
        .filter(({source, substitution}) => holds(source) || holds(substitution))
        .sort((a, b) => rank(a) - rank(b));
}

/** The list that opens while a shortcut is typed. */
export class CannedSuggestions extends Component {
    static template = "social_care.CannedSuggestions";
    static props = {id: String, options: Array, active: Number, onPick: Function};
}

/** The button that offers all canned responses. */
export class CannedPicker extends Component {
    static template = "social_care.CannedPicker";
    static components = {Dropdown, DropdownItem};
    static props = {fetch: Function, disabled: Boolean, onPick: Function};

    setup() {
        this.action = useService("action");
        this.state = useState({responses: []});
    }

    async onOpen() {
        this.state.responses = await this.props.fetch();
    }

    openCannedResponses() {
        return this.action.doAction("mail.mail_canned_response_action");
    }
}
