// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {FormController} from "@web/views/form/form_controller";
import {IncidentFormRenderer} from "./all_buttons.esm";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "@social_care/core/ask_confirmation.esm";
import {delay} from "@web/core/utils/concurrency";
import {formView} from "@web/views/form/form_view";
import {formatInteger} from "@web/views/fields/formatters";
import {registry} from "@web/core/registry";
import {useSocialChanges} from "@social_care/core/hooks.esm";

const REST = 2000;

/** Keeps the figures of an incident up to date, unless the form is being edited. */
export class IncidentFormController extends FormController {
    setup() {
        super.setup();
        useSocialChanges((change) => this.onChanged(change));
    }

    /** While the reply is being sent, any changed conversation may be of this incident. */
    concerns(change) {
        const {data, resId} = this.model.root;
        return (
            change.everything ||
            change.incident_ids?.has(resId) ||
            data.holding_state === "sending"
        );
    }

    async onChanged(change) {
        const {root} = this.model;
        if (this.concerns(change) && !(await root.isDirty())) {
            await root.load();
            // Limit the reloads: in a storm something changes all the time
            await delay(REST);
        }
    }

    async beforeExecuteActionButton(clickParams) {
        if (clickParams.name === "action_calm" && !(await this.mayClose())) {
            return false;
        }
        return super.beforeExecuteActionButton(clickParams);
    }

    mayClose() {
        return askConfirmation(this.dialogService, {
            title: _t("Close this incident?"),
            body: [
                this.waitingInWords,
                _t("It also closes automatically once it has calmed."),
            ].join("\n\n"),
            confirmLabel: _t("Close"),
        });
    }

    /** How many people have no reply yet, and what happens to them. */
    get waitingInWords() {
        const {holding_waiting_count: count, holding_state: state} =
            this.model.root.data;
        if (!count) {
            return _t("Everybody has a reply.");
        }
        const waiting =
            count === 1
                ? _t("1 person has no reply yet.")
                : _t("%s people have no reply yet.", formatInteger(count));
        const next =
            state === "sending"
                ? _t("The reply is still being sent to them.")
                : _t(
                      "Afterwards you can still send them the reply, or press “Route to Teams”."
                  );
        return `${waiting} ${next}`;
    }
}

registry.category("views").add("social_care_incident_form", {
    ...formView,
    Controller: IncidentFormController,
    Renderer: IncidentFormRenderer,
});
