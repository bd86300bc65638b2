// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {fullTime, serverDate} from "@social_care/core/words.esm";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {normalize} from "@web/core/l10n/utils";
import {useService} from "@web/core/utils/hooks";

const SHOWN = 40;
const MANY = 8;

const KINDS = {
    offered: _t("Offered to %s"),
    assigned: _t("Given to %s"),
    taken: _t("Taken by %s"),
    by_hand: _t("Assigned manually to %s"),
};

const OUTCOMES = {
    open: {icon: "fa-hourglass-half", tone: "", words: _t("not answered yet")},
    accepted: {icon: "fa-check", tone: "o_good", words: _t("accepted")},
    unanswered: {
        icon: "fa-clock-o",
        tone: "o_bad",
        words: _t("accepted, not answered"),
    },
    let_go: {icon: "fa-share", tone: "", words: _t("let go")},
    timed_out: {icon: "fa-clock-o", tone: "o_bad", words: _t("not answered in time")},
    withdrawn: {icon: "fa-undo", tone: "", words: _t("taken back")},
};

/**
 * Why this person got it, or why nobody has: what was decided, and for those who may
 * know it, who was considered, what stands against each, and what would change it.
 */
export class QueueStory extends Component {
    static template = "social_care_routing.QueueStory";
    static components = {Dialog};
    static props = {ticketId: Number, number: String, close: Function};

    setup() {
        this.orm = useService("orm");
        this.state = useState({name: ""});
        onWillStart(async () => {
            this.story = await this.orm.call("helpdesk.ticket", "routing_story", [
                [this.props.ticketId],
            ]);
        });
    }

    get title() {
        return _t("Why? %s", this.props.number);
    }

    get decisions() {
        return this.story.decisions.map((decision) => ({
            ...decision,
            ...OUTCOMES[decision.outcome],
            at: serverDate(decision.at),
            ...this.headOf(decision),
        }));
    }

    /** What somebody took or was given is theirs: only of the rest is more to say. */
    headOf({kind, outcome, who}) {
        const isAnswered = kind === "offered" || outcome !== "accepted";
        const head = KINDS[kind].toString().replace("%s", () => who);
        return {isAnswered, head: isAnswered ? `${head}:` : head};
    }

    timeOf({at}) {
        const isToday = at.hasSame(luxon.DateTime.now(), "day");
        const {TIME_SIMPLE, DATETIME_SHORT} = luxon.DateTime;
        return at.toLocaleString(isToday ? TIME_SIMPLE : DATETIME_SHORT);
    }

    fullTimeOf({at}) {
        return fullTime(at);
    }

    // -- who was considered ----------------------------------------------------

    get isMany() {
        return this.story.people.length > MANY;
    }

    /** Who could take it first, then those whom least stands against. */
    get people() {
        const name = normalize(this.state.name.trim());
        return this.story.people
            .filter((person) => normalize(person.name).includes(name))
            .toSorted((a, b) => a.reasons.length - b.reasons.length);
    }

    get shown() {
        return this.people.slice(0, SHOWN);
    }

    get more() {
        const more = this.people.length - SHOWN;
        return more > 0 && _t("… and %s more: type a name to find them.", more);
    }

    get canCount() {
        return this.story.people.filter(({can}) => can).length;
    }

    get consideredInWords() {
        const all = this.story.people.length;
        return _t("%(can)s of %(all)s could take it now.", {can: this.canCount, all});
    }
}
