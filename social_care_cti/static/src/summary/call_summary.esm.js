// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {composerTools} from "@social_care/conversation/composer_tools.esm";

/**
 * After a call: what was agreed, in private, or a public word that it took place. The
 * text is a draft: the agent edits and sends it.
 */
export class CallSummary extends Component {
    static template = "social_care_cti.CallSummary";
    static components = {Dropdown, DropdownItem};
    static props = {composer: Object};

    get call() {
        return this.props.composer.conversation.last_call;
    }

    canWrite(visibility) {
        return this.props.composer.canChoose(visibility);
    }

    get isShown() {
        return this.call && (this.canWrite("private") || this.canWrite("public"));
    }

    write(visibility, text) {
        this.props.composer.setVisibility(visibility);
        this.props.composer.insertText(text);
    }

    writeSummary() {
        const words = _t("Thank you for talking to us. What we agreed:");
        this.write("private", `${words}\n${this.call.note}`);
    }

    acknowledge() {
        this.write("public", _t("Thank you for talking to us on the phone."));
    }
}

composerTools.add(
    "social_care_cti.call_summary",
    {Component: CallSummary},
    {sequence: 45}
);
