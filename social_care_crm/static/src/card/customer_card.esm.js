// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {Timeline} from "../timeline/timeline.esm";
import {cardSections} from "./card_sections.esm";
import {collectParts} from "@social_care/core/parts.esm";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "@social_care/core/hooks.esm";

/** Who the customer of a record is, and on request everything that was said. */
export class CustomerCard extends Component {
    static template = "social_care_crm.CustomerCard";
    static components = {Timeline};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.loads = 0;
        this.state = useState({card: false, showsHistory: false});
        // Not awaited: the form does not wait for the card
        onWillStart(() => {
            this.load();
        });
        onWillUpdateProps((next) => {
            if (this.getKey(next.record) !== this.getKey(this.props.record)) {
                this.load(next.record);
            }
        });
        useSocialChanges((change) => this.onChanged(change));
    }

    /** The card is another one for another record, and for another contact of it. */
    getKey({resModel, resId, data}) {
        return [resModel, resId, data.partner_id?.id, data.profile_id?.id].join();
    }

    async load(record = this.props.record) {
        const {resModel, resId} = record;
        const turn = ++this.loads;
        const {card: shown} = this.state;
        // Never show somebody else, however long the response takes
        if (resModel !== shown.resModel || resId !== shown.resId) {
            this.state.card = false;
        }
        if (!resId) {
            return;
        }
        const card = await this.orm.silent.call("social.care.card", "get_card", [
            resModel,
            resId,
        ]);
        // Ignore the response to a request that a newer one has superseded
        if (turn === this.loads) {
            this.state.card = card && {...card, resModel, resId};
        }
    }

    isConcerned(change) {
        const {resModel, resId, data} = this.props.record;
        const changed = {
            "helpdesk.ticket": change.ticket_ids,
            "social.care.mention": change.mention_ids,
            "social.care.thread": change.thread_ids,
        };
        return (
            change.everything ||
            changed[resModel]?.has(resId) ||
            change.thread_ids.has(data.thread_id?.id)
        );
    }

    async onChanged(change) {
        if (this.isConcerned(change)) {
            await this.load();
        }
    }

    get sections() {
        return collectParts(cardSections.getEntries(), this.state.card, this.env);
    }

    /** Who is shown: of somebody else nothing stays, neither summary nor history. */
    get subjectKey() {
        const {head, resModel, resId} = this.state.card;
        return [resModel, resId, head.partner_id, head.profile_id].join();
    }

    get isKnown() {
        const {card} = this.state;
        return Boolean(card && card.head.name);
    }

    /** On a contact the timeline stands below the card. */
    get hasHistory() {
        return this.state.card.resModel !== "res.partner";
    }

    toggleHistory() {
        this.state.showsHistory = !this.state.showsHistory;
    }
}

registry.category("view_widgets").add("social_care_card", {
    component: CustomerCard,
    additionalClasses: ["o_social_care_card_widget"],
});
