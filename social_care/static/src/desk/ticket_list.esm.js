// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {ListController} from "@web/views/list/list_controller";
import {_t} from "@web/core/l10n/translation";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";
import {useKeys} from "../inbox/keys.esm";
import {useListRows} from "./list_rows.esm";
import {useLiveList} from "./live_list.esm";

/** Tickets as a live list; its first row has the focus, Enter opens it. */
export class TicketListController extends ListController {
    static template = "social_care.TicketListView";

    setup() {
        super.setup();
        const rows = useListRows(this.rootRef, this.model);
        useKeys({arrowdown: () => rows.stepIn(1)});
        useLiveList(this.model, {
            isConcerned: ({ticket_ids: ticketIds}) => ticketIds.size > 0,
            describeNew: (count) =>
                count === 1 ? _t("One new ticket") : _t("%s new tickets", count),
        });
    }
}

registry
    .category("views")
    .add("social_care_ticket_list", {...listView, Controller: TicketListController});
