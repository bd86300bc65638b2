// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {formatFullTime, parseServerDate} from "@social_care/core/words.esm";
import {Dialog} from "@web/core/dialog/dialog";
import {_t} from "@web/core/l10n/translation";
import {normalize} from "@web/core/l10n/utils";
import {useService} from "@web/core/utils/hooks";

const SHOWN = 40;
const MANY = 8;

const KINDS = {
    offered: _t("Offered to %s"),
    assigned: _t("Assigned to %s"),
    taken: _t("Picked by %s"),
    by_hand: _t("Assigned manually to %s"),
};

const OUTCOMES = {
    open: {icon: "fa-hourglass-half", tone: "", words: _t("no response yet")},
    accepted: {icon: "fa-check", tone: "o_good", words: _t("accepted")},
    unanswered: {
        icon: "fa-clock-o",
        tone: "o_bad",
        words: _t("accepted, not answered"),
    },
    declined: {icon: "fa-share", tone: "", words: _t("declined")},
    timed_out: {icon: "fa-clock-o", tone: "o_bad", words: _t("no response in time")},
    withdrawn: {icon: "fa-undo", tone: "", words: _t("withdrawn")},
};

/**
 * Why an agent got this ticket, or why nobody has: the decisions and, for supervisors,
 * the candidates, what excludes each of them, and what would change that.
 */
export class QueueStory extends Component {
    static template = "social_care_routing.QueueStory";
    static components = {Dialog};
    static props = {ticketId: Number, number: String, close: Function};

    setup() {
        this.orm = useService("orm");
        this.state = useState({name: ""});
        onWillStart(async () => {
            this.story = await this.orm.call(
                "helpdesk.ticket",
                "social_care_get_routing_story",
                [[this.props.ticketId]]
            );
        });
    }

    get title() {
        return _t("Why? %s", this.props.number);
    }

    get decisions() {
        return this.story.decisions.map((decision) => ({
            ...decision,
            ...OUTCOMES[decision.outcome],
            at: parseServerDate(decision.at),
            ...this.getHead(decision),
        }));
    }

    /** The heading of a decision; the outcome is only shown where it adds something. */
    getHead({kind, outcome, who}) {
        const hasOutcome = kind === "offered" || outcome !== "accepted";
        const head = KINDS[kind].toString().replace("%s", () => who);
        return {hasOutcome, head: hasOutcome ? `${head}:` : head};
    }

    formatTime({at}) {
        const isToday = at.hasSame(luxon.DateTime.now(), "day");
        const {TIME_SIMPLE, DATETIME_SHORT} = luxon.DateTime;
        return at.toLocaleString(isToday ? TIME_SIMPLE : DATETIME_SHORT);
    }

    formatFullTime({at}) {
        return formatFullTime(at);
    }

    // -- candidates ------------------------------------------------------------

    get isMany() {
        return this.story.agents.length > MANY;
    }

    /** Candidates who could take it first, then those with the fewest obstacles. */
    get agents() {
        const name = normalize(this.state.name.trim());
        return this.story.agents
            .filter((agent) => normalize(agent.name).includes(name))
            .toSorted((a, b) => a.reasons.length - b.reasons.length);
    }

    get shown() {
        return this.agents.slice(0, SHOWN);
    }

    get more() {
        const more = this.agents.length - SHOWN;
        return more > 0 && _t("… and %s more. Type a name to find them.", more);
    }

    get canCount() {
        return this.story.agents.filter(({can}) => can).length;
    }

    get candidatesLabel() {
        const all = this.story.agents.length;
        return _t("%(can)s of %(all)s could take it now.", {can: this.canCount, all});
    }
}
