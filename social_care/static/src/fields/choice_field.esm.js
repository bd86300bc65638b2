// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, useRef} from "@odoo/owl";
import {RadioField, radioField} from "@web/views/fields/radio/radio_field";
import {registry} from "@web/core/registry";

/** Choices whose focus begins at the one that is checked: arrow keys go on from there. */
export class ChoiceField extends RadioField {
    static template = "social_care.ChoiceField";

    setup() {
        super.setup();
        const root = useRef("root");
        onMounted(() => root.el.querySelector("input:checked")?.focus());
    }
}

registry.category("fields").add("social_care_choice", {
    ...radioField,
    component: ChoiceField,
});
