// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ListController} from "@web/views/list/list_controller";
import {_t} from "@web/core/l10n/translation";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useBoardChanges} from "../wallboard/board_changes.esm";
import {useListRows} from "@social_care/desk/list_rows.esm";
import {useListUpdate} from "@social_care/desk/live_list.esm";

/** The queue as a live list; its first row has the focus, Enter opens the ticket. */
export class QueueListController extends ListController {
    static template = "social_care.TicketListView";

    setup() {
        super.setup();
        useListRows(this.rootRef, this.model);
        const update = useListUpdate(this.model, {
            describeNew: (count) =>
                count === 1
                    ? _t("One more ticket in the queue")
                    : _t("%s more tickets in the queue", count),
        });
        useBoardChanges(update);
    }
}

registry
    .category("views")
    .add("social_care_queue_list", {...listView, Controller: QueueListController});
