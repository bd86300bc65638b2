// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, useRef, useState} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {useDropdownState} from "@web/core/dropdown/dropdown_hooks";
import {_t} from "@web/core/l10n/translation";
import {composerTools} from "./composer_tools.esm";
import {describeExcess} from "./length_words.esm";
import {findTightestLimit} from "../core/measure.esm";
import {listActs} from "./acts.esm";
import {normalize} from "@web/core/l10n/utils";
import {useChildRef, useService} from "@web/core/utils/hooks";

/** Filters macros by all words of a term; those whose name has them come first. */
export function filterMacros(macros, term) {
    const words = normalize(term).split(/\s+/u).filter(Boolean);
    const holds = (text) => words.every((word) => normalize(text).includes(word));
    const named = macros.filter(({name}) => holds(name));
    const others = macros.filter(
        (macro) => !named.includes(macro) && holds(`${macro.name} ${macro.text}`)
    );
    return [...named, ...others];
}

/**
 * The menu of macros. One click inserts the text at the caret and adds to the reply what
 * happens to the ticket; a macro without a text changes the ticket at once.
 */
export class MacroMenu extends Component {
    static template = "social_care.MacroMenu";
    static components = {Dropdown, DropdownItem};
    static props = {composer: Object};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.notification = useService("notification");
        this.dropdown = useDropdownState();
        this.search = useRef("search");
        this.state = useState({macros: [], term: ""});
        // The focus stays in the search; arrow keys choose
        this.navigation = {virtualFocus: true, shouldFocusFirstItem: true};
        this.button = useRef("button");
        this.popover = useChildRef();
    }

    /** Leads the focus into the menu, and back unless the text of a macro took it. */
    onStateChanged(isOpen) {
        if (isOpen) {
            this.isPicked = false;
            // A menu has no search: the list in the popover is the menu
            this.popover.el.role = "dialog";
            this.popover.el.ariaLabel = _t("Macros");
            this.search.el?.focus();
        } else if (!this.isPicked) {
            this.button.el?.focus();
        }
    }

    get composer() {
        return this.props.composer;
    }

    async load() {
        const {part, target} = this.composer;
        const args = [part.id, target ? target.id : false];
        this.state.term = "";
        this.state.macros = await this.orm.call(
            "social.care.macro",
            "get_macros",
            args
        );
    }

    get found() {
        return filterMacros(this.state.macros, this.state.term);
    }

    describeActs({acts}) {
        return listActs(acts)
            .map(({label}) => label)
            .join(" · ");
    }

    /** What the agent should know before: it is too long, or a value is missing. */
    describeProblem({text, missing}) {
        const {conversation, part} = this.composer;
        const full = `${text.trim()}${conversation.signature}`;
        const count = findTightestLimit(full, part.capabilities);
        const words = [
            text && describeExcess(count),
            missing && _t("Without a value: %s", missing),
        ];
        return words.filter(Boolean).join(" · ");
    }

    async pick(macro) {
        if (macro.text) {
            this.isPicked = true;
            this.composer.addActs(macro.acts);
            this.composer.insertText(macro.text);
        } else if (listActs(macro.acts).length) {
            await this.apply(macro);
        } else {
            this.notification.add(_t("There is nothing to change on the ticket."));
        }
    }

    async apply(macro) {
        const args = [macro.id, this.composer.part.id];
        await this.orm.call("social.care.macro", "apply_to_ticket", args);
        this.notification.add(this.describeActs(macro), {type: "success"});
    }

    openMacros() {
        return this.action.doAction("social_care.social_care_macro_action");
    }
}

composerTools.add("social_care.macros", {Component: MacroMenu}, {sequence: 10});
