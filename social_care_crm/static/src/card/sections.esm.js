// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Ago} from "@social_care/core/time.esm";
import {Component, useState} from "@odoo/owl";
import {NetworkBadge} from "@social_care/core/network.esm";
import {cardSections} from "./card_sections.esm";
import {formatDate} from "@web/core/l10n/dates";
import {parseServerDate} from "@social_care/core/words.esm";
import {useService} from "@web/core/utils/hooks";

const DAY = luxon.DateTime.DATE_MED;

/** Opens the form of a record. */
function useOpen() {
    const action = useService("action");
    return (resModel, resId) =>
        action.doAction({
            type: "ir.actions.act_window",
            res_model: resModel,
            res_id: resId,
            views: [[false, "form"]],
        });
}

/** Who it is: name, company, segment, since when, and what must not be overlooked. */
export class CardHead extends Component {
    static template = "social_care_crm.CardHead";
    static props = {head: Object};

    setup() {
        this.open = useOpen();
    }

    get since() {
        const {since} = this.props.head;
        return since && luxon.DateTime.fromISO(since).toLocaleString(DAY);
    }

    get knownSince() {
        const date = parseServerDate(this.props.head.known_since);
        return date && formatDate(date);
    }

    get isUnproven() {
        return this.props.head.strength === "claimed";
    }

    openSubject() {
        const {partner_id: partnerId, profile_id: profileId} = this.props.head;
        return partnerId
            ? this.open("res.partner", partnerId)
            : this.open("social.care.profile", profileId);
    }
}

export class CardTickets extends Component {
    static template = "social_care_crm.CardTickets";
    static components = {Ago};
    static props = {tickets: Array, count: Number};

    setup() {
        this.open = useOpen();
        this.parseServerDate = parseServerDate;
    }
}

/** The last contact in each channel. */
export class CardChannels extends Component {
    static template = "social_care_crm.CardChannels";
    static components = {Ago, NetworkBadge};
    static props = {channels: Array};

    setup() {
        this.parseServerDate = parseServerDate;
    }
}

export class CardProfiles extends Component {
    static template = "social_care_crm.CardProfiles";
    static components = {NetworkBadge};
    static props = {profiles: Array};

    setup() {
        this.open = useOpen();
    }
}

/** Business figures: by the agent's own rights, or the summary, which is logged. */
export class CardBusiness extends Component {
    static template = "social_care_crm.CardBusiness";
    static props = {
        figures: Array,
        canSeeSummary: Boolean,
        resModel: String,
        resId: Number,
    };

    setup() {
        this.orm = useService("orm");
        this.state = useState({summary: false});
    }

    get figures() {
        return this.state.summary || this.props.figures;
    }

    get isOffered() {
        return this.props.canSeeSummary && !this.state.summary;
    }

    async showSummary() {
        const {resModel, resId} = this.props;
        this.state.summary = await this.orm.call("social.care.card", "get_summary", [
            resModel,
            resId,
        ]);
    }
}

export class CardNotes extends Component {
    static template = "social_care_crm.CardNotes";
    static props = {tags: Array, texts: Array};
}

cardSections.add(
    "social_care_crm.head",
    {
        getProps: ({head}) => head.name && {head},
        Component: CardHead,
    },
    {sequence: 10}
);

cardSections.add(
    "social_care_crm.tickets",
    {
        getProps: ({tickets}) => tickets && tickets.count && {...tickets},
        Component: CardTickets,
    },
    {sequence: 20}
);

cardSections.add(
    "social_care_crm.channels",
    {
        getProps: ({channels}) => channels.length && {channels},
        Component: CardChannels,
    },
    {sequence: 30}
);

cardSections.add(
    "social_care_crm.business",
    {
        getProps: ({business, resModel, resId}) =>
            business &&
            (business.figures.length || business.can_see_summary) && {
                figures: business.figures,
                canSeeSummary: business.can_see_summary,
                resModel,
                resId,
            },
        Component: CardBusiness,
    },
    {sequence: 50}
);

cardSections.add(
    "social_care_crm.profiles",
    {
        getProps: ({profiles}) => profiles.length && {profiles},
        Component: CardProfiles,
    },
    {sequence: 60}
);

cardSections.add(
    "social_care_crm.notes",
    {
        getProps: ({notes: {tags, texts}}) =>
            (tags.length || texts.length) && {tags, texts},
        Component: CardNotes,
    },
    {sequence: 70}
);
