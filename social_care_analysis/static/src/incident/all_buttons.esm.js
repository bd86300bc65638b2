// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {FormRenderer} from "@web/views/form/form_renderer";
import {StatusBarButtons} from "@web/views/form/status_bar_buttons/status_bar_buttons";

/** All buttons stay visible, on small screens as well: a storm leaves no time. */
class AllButtons extends StatusBarButtons {
    static template = "social_care_analysis.AllButtons";
}

export class IncidentFormRenderer extends FormRenderer {
    static components = {...FormRenderer.components, StatusBarButtons: AllButtons};
}
