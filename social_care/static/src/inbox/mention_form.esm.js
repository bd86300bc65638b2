// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {FormController} from "@web/views/form/form_controller";
import {REPLY_REQUESTED} from "../conversation/reply_request.esm";
import {formView} from "@web/views/form/form_view";
import {registry} from "@web/core/registry";
import {useKeys} from "./keys.esm";

/** One mention with the shortcuts of the inbox; ignoring it opens the next one. */
export class MentionFormController extends FormController {
    setup() {
        super.setup();
        useKeys({
            j: () => this.step(1),
            k: () => this.step(-1),
            r: () => this.env.bus.trigger(REPLY_REQUESTED),
            i: () => this.press("action_ignore"),
            f: () => this.press("action_forward"),
            t: () => this.press("action_make_ticket"),
        });
    }

    step(by) {
        const {resId, resIds} = this.model.root;
        const offset = resIds.indexOf(resId) + by;
        return offset in resIds && this.onPagerUpdate({offset, resIds});
    }

    /** Clicks the button of a shortcut, where it is visible. */
    press(name) {
        const button = this.rootRef.el.querySelector(
            `.o_statusbar_buttons [name=${name}]`
        );
        button?.click();
        return Boolean(button);
    }

    async afterExecuteActionButton({name}) {
        await super.afterExecuteActionButton(...arguments);
        if (name === "action_ignore") {
            await this.step(1);
        }
    }
}

export const mentionFormView = {...formView, Controller: MentionFormController};

registry.category("views").add("social_care_mention_form", mentionFormView);
