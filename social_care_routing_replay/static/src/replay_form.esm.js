// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {FormController} from "@web/views/form/form_controller";
import {browser} from "@web/core/browser/browser";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {useEffect} from "@odoo/owl";
import {useService} from "@web/core/utils/hooks";

const POLL = 3000;

/** Shows the results of a simulation as soon as its job is done. */
export class ReplayFormController extends FormController {
    setup() {
        super.setup();
        this.silentOrm = useService("orm").silent;
        useEffect(
            (isRunning) => {
                if (isRunning) {
                    const timer = browser.setInterval(() => this.checkState(), POLL);
                    return () => browser.clearInterval(timer);
                }
            },
            () => [this.isRunning]
        );
    }

    get isRunning() {
        return this.model.root.data.state === "running";
    }

    async checkState() {
        const {resModel, resId} = this.model.root;
        const [{state}] = await this.silentOrm.read(resModel, [resId], ["state"]);
        if (state !== "running" && this.isRunning) {
            await this.model.root.load();
        }
    }
}

registry.category("views").add("social_care_replay_form", {
    ...formView,
    Controller: ReplayFormController,
});
