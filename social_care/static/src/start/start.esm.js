// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {Layout} from "@web/search/layout";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useService} from "@web/core/utils/hooks";

const MODEL = "social.care.setup.guide";

/** The setup guide: the steps from an empty database to the first reply. */
export class Start extends Component {
    static template = "social_care.Start";
    static components = {Layout};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.env.config.setDisplayName(_t("Getting started"));
        this.state = useState({steps: [], findings: [], is_finished: false});
        onWillStart(() => this.load());
    }

    async load() {
        Object.assign(this.state, await this.orm.call(MODEL, "get_guide"));
    }

    /** The first step that is not done yet is highlighted. */
    get next() {
        const {steps} = this.state;
        const isOpen = (step) => !step.is_done && !step.is_optional;
        return steps.find(isOpen) || steps.find((step) => !step.is_done);
    }

    async open({name}) {
        const action = await this.orm.call(MODEL, "open_step", [name]);
        await this.action.doAction(action, {onClose: () => this.load()});
    }

    async dismiss() {
        const action = await this.orm.call(MODEL, "dismiss");
        await this.action.doAction(action, {clearBreadcrumbs: true});
    }
}

registry.category("actions").add("social_care_setup_guide", Start);
