// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Ago} from "../core/time.esm";
import {Chatter} from "@mail/chatter/web_portal/chatter";
import {Component} from "@odoo/owl";
import {FormRenderer} from "@web/views/form/form_renderer";
import {getDirection} from "../core/direction.esm";
import {parseServerDate} from "../core/words.esm";
import {patch} from "@web/core/utils/patch";

/** Whether a record shows its chatter in a tab beside the conversation. */
export function hasNotesTab({resModel, data}) {
    return resModel === "helpdesk.ticket" && Boolean(data.social_care_is_social);
}

patch(FormRenderer.prototype, {
    mailLayout() {
        const isElsewhere = hasNotesTab(this.props.record);
        return isElsewhere ? "NONE" : super.mailLayout(...arguments);
    },
});

/** The chatter of a ticket; it says that the customer does not see it. */
export class InternalNotes extends Component {
    static template = "social_care.InternalNotes";
    static components = {Chatter};
    static props = {record: Object, networkName: String};

    setup() {
        if (this.env.chatter) {
            // The form asks for it once; this chatter is opened later
            this.env.chatter.fetchThreadData = true;
        }
    }
}

/** An internal note between the messages of the conversation. */
export class TimelineNote extends Component {
    static template = "social_care.TimelineNote";
    static components = {Ago};
    static props = {note: Object};

    getDirection = getDirection;

    get writtenAt() {
        return parseServerDate(this.props.note.at);
    }
}
