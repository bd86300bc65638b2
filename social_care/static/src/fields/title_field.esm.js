// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {CharField, charField} from "@web/views/fields/char/char_field";
import {registry} from "@web/core/registry";

/** The title of a form: where there is no room for all of it, the tooltip has it. */
export class TitleField extends CharField {
    static template = "social_care.TitleField";
}

registry.category("fields").add("social_care_title", {
    ...charField,
    component: TitleField,
});
