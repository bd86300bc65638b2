// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ListController} from "@web/views/list/list_controller";
import {delay} from "@web/core/utils/concurrency";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useSocialChanges} from "@social_care/core/hooks.esm";

const REST = 2000;

/** Reloads the list when incidents change, unless records are selected. */
export class IncidentListController extends ListController {
    setup() {
        super.setup();
        useSocialChanges((change) => this.onChanged(change));
    }

    async onChanged(change) {
        const concerns = change.everything || change.incident_ids?.size;
        if (concerns && !this.model.root.selection.length) {
            await this.model.load();
            await delay(REST);
        }
    }
}

registry.category("views").add("social_care_incident_list", {
    ...listView,
    Controller: IncidentListController,
});
