// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillUpdateProps, useState} from "@odoo/owl";
import {FormViewDialog} from "@web/views/view_dialogs/form_view_dialog";
import {SelectCreateDialog} from "@web/views/view_dialogs/select_create_dialog";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "@social_care/core/ask_confirmation.esm";
import {useService} from "@web/core/utils/hooks";

const MODEL = "social.care.identity.panel";
/** Proposals that are shown before the agent asks for more. */
const FEW = 2;

/**
 * Who the customer of a conversation is, or may be: proposals with their reasons, and
 * what an agent does with them.
 */
export class IdentityBox extends Component {
    static template = "social_care_crm.IdentityBox";
    static props = {
        threadId: Number,
        /** As `get_identity` of the server returns it. */
        identity: Object,
        /** Puts a text into the composer. */
        insert: Function,
        reload: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.state = useState({isBusy: false, showsAll: false, announcement: ""});
        onWillUpdateProps((next) => {
            if (next.threadId !== this.props.threadId) {
                this.state.showsAll = false;
            }
        });
    }

    get link() {
        return this.props.identity.link;
    }

    get proposals() {
        const {proposals} = this.props.identity;
        return this.state.showsAll ? proposals : proposals.slice(0, FEW);
    }

    get hiddenCount() {
        return this.props.identity.proposals.length - this.proposals.length;
    }

    showAll() {
        this.state.showsAll = true;
    }

    get isProven() {
        return Boolean(this.link) && this.link.is_proven;
    }

    /** Calls the server and shows the result; a second click waits for the first. */
    async call(method, ...args) {
        if (this.state.isBusy) {
            return;
        }
        this.state.isBusy = true;
        try {
            return await this.orm.call(MODEL, method, [this.props.threadId, ...args]);
        } finally {
            this.state.isBusy = false;
            await this.props.reload();
        }
    }

    async accept({partner_id: partnerId, name}) {
        if (await this.call("accept_proposal", partnerId)) {
            this.offerUndo(name);
        }
    }

    async reject({partner_id: partnerId}) {
        await this.call("reject_proposal", partnerId);
    }

    offerUndo(name) {
        const close = this.notification.add(_t("Linked to %s", name), {
            type: "success",
            buttons: [
                {
                    name: _t("Undo"),
                    onClick: async () => {
                        close();
                        await this.undo();
                    },
                },
            ],
        });
    }

    async undo() {
        await this.call("undo_link");
    }

    async verify() {
        const {partner_id: partnerId, partner_name: name} = this.link;
        const isConfirmed = await askConfirmation(this.dialog, {
            title: _t("Mark as verified?"),
            body: _t(
                "You vouch that this person is %s, because you checked it by other means. Rules, queue and portal then treat them as this contact.",
                name
            ),
            confirmLabel: _t("Mark as verified"),
            cancelLabel: _t("Cancel"),
        });
        if (isConfirmed) {
            await this.call("verify_link", partnerId);
        }
    }

    async ask({partner_id: partnerId, name}) {
        const isConfirmed = await askConfirmation(this.dialog, {
            title: _t("Ask for confirmation?"),
            body: _t(
                "%s gets an email at the address on file, with a link to confirm that this profile is theirs. The email says nothing about the conversation.",
                name
            ),
            confirmLabel: _t("Send email"),
            cancelLabel: _t("Cancel"),
        });
        if (isConfirmed && (await this.call("ask_contact", partnerId))) {
            this.notification.add(_t("The email was sent."), {type: "success"});
        }
    }

    askLinked() {
        const {partner_id: partnerId, partner_name: name} = this.link;
        return this.ask({partner_id: partnerId, name});
    }

    /** Puts a one-time link into the composer; the agent sends it like any reply. */
    async sendLink() {
        const text = await this.call("make_link");
        if (text) {
            this.props.insert(text);
        }
    }

    choose() {
        this.dialog.add(SelectCreateDialog, {
            resModel: "res.partner",
            title: _t("This is …"),
            multiSelect: false,
            noCreate: true,
            onSelected: ([partnerId]) => this.call("choose_contact", partnerId),
        });
    }

    async create() {
        const context = await this.orm.call(MODEL, "get_contact_defaults", [
            this.props.threadId,
        ]);
        this.dialog.add(FormViewDialog, {
            resModel: "res.partner",
            title: _t("Create contact"),
            context,
            onRecordSaved: (record) => this.call("choose_contact", record.resId),
        });
    }

    openContact(partnerId) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "res.partner",
            res_id: partnerId,
            views: [[false, "form"]],
        });
    }
}
