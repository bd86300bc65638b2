// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {TextField, textField} from "@web/views/fields/text/text_field";
import {hasTouch} from "@web/core/browser/feature_detection";
import {onMounted} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** A text that has the focus first, also in the form of a record that exists already. */
export class FocusedTextField extends TextField {
    setup() {
        super.setup();
        onMounted(() => !hasTouch() && this.textareaRef.el?.focus());
    }
}

registry.category("fields").add("social_care_focused_text", {
    ...textField,
    component: FocusedTextField,
});
