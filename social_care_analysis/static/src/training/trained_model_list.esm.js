// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {onMounted, onWillUnmount} from "@odoo/owl";
import {ListController} from "@web/views/list/list_controller";
import {browser} from "@web/core/browser/browser";
import {listView} from "@web/views/list/list_view";
import {registry} from "@web/core/registry";

const REST = 3000;
const LOOKS = 20;

/** Reloads the list for a while after "Train Now", until the job has finished. */
export class TrainedModelListController extends ListController {
    setup() {
        super.setup();
        this.looks = 0;
        let timer = null;
        onMounted(() => {
            timer = browser.setInterval(() => this.look(), REST);
        });
        onWillUnmount(() => browser.clearInterval(timer));
    }

    async afterExecuteActionButton({name}) {
        if (name === "action_learn_now") {
            this.looks = LOOKS;
        }
    }

    async look() {
        if (this.looks && !this.model.root.selection.length) {
            this.looks--;
            await this.model.load();
        }
    }
}

registry.category("views").add("social_care_trained_model_list", {
    ...listView,
    Controller: TrainedModelListController,
});
