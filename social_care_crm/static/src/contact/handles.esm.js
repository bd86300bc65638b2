// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {NetworkBadge} from "@social_care/core/network.esm";
import {_t} from "@web/core/l10n/translation";
import {formatDateTime} from "@web/core/l10n/dates";
import {parseServerDate} from "@social_care/core/words.esm";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const MODEL = "social.care.handle";
const FIELDS = ["network", "name", "found_name", "checked_at"];

/**
 * The handles of a contact, read when their page is opened: the form itself costs what
 * it costs without them.
 */
export class Handles extends Component {
    static template = "social_care_crm.Handles";
    static components = {NetworkBadge};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.fields = useService("field");
        this.state = useState({handles: [], networks: {}});
        onWillStart(() => Promise.all([this.load(), this.loadNetworks()]));
        onWillUpdateProps(({record}) => this.load(record.resId));
    }

    /** Whoever may not change the contact reads its handles. */
    get canEdit() {
        return this.props.record.isInEdition;
    }

    async load(resId = this.props.record.resId) {
        this.state.handles = resId
            ? await this.orm.searchRead(MODEL, [["partner_id", "=", resId]], FIELDS)
            : [];
    }

    async loadNetworks() {
        const {network} = await this.fields.loadFields(MODEL, {
            fieldNames: ["network"],
        });
        this.state.networks = Object.fromEntries(network.selection);
    }

    formatCheck({checked_at: at}) {
        return at ? formatDateTime(parseServerDate(at)) : "";
    }

    /** Adds a handle; a contact that is new is saved first. */
    async add() {
        const {record} = this.props;
        if (await record.save()) {
            this.openForm(_t("Add handle"), {
                context: {default_partner_id: record.resId},
            });
        }
    }

    edit({id}) {
        this.openForm(_t("Handle"), {
            resId: id,
            removeRecord: async () => {
                await this.orm.unlink(MODEL, [id]);
                await this.load();
            },
        });
    }

    openForm(title, props) {
        this.dialog.add(FormViewDialog, {
            resModel: MODEL,
            title,
            canExpand: false,
            onRecordSaved: () => this.load(),
            ...props,
        });
    }
}

registry.category("view_widgets").add("social_care_handles", {component: Handles});
