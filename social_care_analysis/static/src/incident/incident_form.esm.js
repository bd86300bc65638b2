// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {FormController} from "@web/views/form/form_controller";
import {delay} from "@web/core/utils/concurrency";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {useSocialChanges} from "@social_care/core/hooks.esm";

const REST = 2000;

/** An incident whose numbers follow while one looks at it, unless one writes. */
export class IncidentFormController extends FormController {
    setup() {
        super.setup();
        useSocialChanges((change) => this.onChanged(change));
    }

    /** While the reply goes out, any conversation that changes can be one of ours. */
    concerns(change) {
        const {data, resId} = this.model.root;
        return change.incident_ids?.has(resId) || data.holding_state === "sending";
    }

    async onChanged(change) {
        const {root} = this.model;
        if (this.concerns(change) && !(await root.isDirty())) {
            await root.load();
            // In a storm something changes all the time
            await delay(REST);
        }
    }
}

registry.category("views").add("social_care_incident_form", {
    ...formView,
    Controller: IncidentFormController,
});
