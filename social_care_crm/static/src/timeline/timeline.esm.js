// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    countSeconds,
    formatDuration,
    formatFullTime,
    parseServerDate,
} from "@social_care/core/words.esm";
import {Ago} from "@social_care/core/time.esm";
import {Component, onWillStart, onWillUpdateProps, useState} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {getDirection} from "@social_care/core/direction.esm";
import {registry} from "@web/core/registry";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useService} from "@web/core/utils/hooks";

const MINUTE = 60;

/** Kinds whose duration is their own; of the others it is the time to an answer. */
const LASTING = new Set(["meeting", "call", "phone_call", "chat"]);

/** Everything that a customer and we said to each other, newest first. */
export class Timeline extends Component {
    static template = "social_care_crm.Timeline";
    static components = {Ago};
    static props = {resModel: String, resId: Number};

    getDirection = getDirection;

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.loads = 0;
        this.state = useState({entries: [], next: false, kinds: [], chosen: []});
        onWillStart(() => {
            this.reload();
        });
        onWillUpdateProps((next) => {
            if (
                next.resModel !== this.props.resModel ||
                next.resId !== this.props.resId
            ) {
                this.reload(next);
            }
        });
    }

    get byCode() {
        return Object.fromEntries(this.state.kinds.map((kind) => [kind.code, kind]));
    }

    isChosen(code) {
        return this.state.chosen.includes(code);
    }

    async toggleKind(code) {
        const {chosen} = this.state;
        this.state.chosen = this.isChosen(code)
            ? chosen.filter((other) => other !== code)
            : [...chosen, code];
        await this.reload();
    }

    async reload(props = this.props) {
        this.state.next = false;
        const page = await this.read(props, false);
        if (page) {
            Object.assign(this.state, {...page, isLoaded: true});
        }
    }

    async loadMore() {
        const page = await this.read(this.props, this.state.next);
        if (page) {
            this.state.entries.push(...page.entries);
            this.state.next = page.next;
        }
    }

    /** Reads one page; undefined if a newer request has superseded this one. */
    async read({resModel, resId}, cursor) {
        const {chosen} = this.state;
        const turn = ++this.loads;
        const page = await this.orm.call("social.care.timeline", "get_page", [
            resModel,
            resId,
            chosen.length ? chosen : false,
            cursor,
        ]);
        return turn === this.loads ? page : undefined;
    }

    getDate(entry) {
        return parseServerDate(entry.at);
    }

    isAhead(entry) {
        return countSeconds(luxon.DateTime.now(), this.getDate(entry)) > 0;
    }

    formatTime(entry) {
        return formatFullTime(this.getDate(entry));
    }

    /** Who answered and how long it took, in words. */
    formatAnswer({kind, names, seconds}) {
        const who = names.join(", ");
        if (seconds === false) {
            return who;
        }
        const time = seconds < MINUTE ? _t("%s s", seconds) : formatDuration(seconds);
        if (LASTING.has(kind)) {
            return [who, time].filter(Boolean).join(" · ");
        }
        return who ? _t("%(who)s, after %(time)s", {who, time}) : _t("After %s", time);
    }

    open({model, res_id: resId}) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: model,
            res_id: resId,
            views: [[false, "form"]],
        });
    }
}

/** The timeline on a form. */
export class TimelineWidget extends Component {
    static template = "social_care_crm.TimelineWidget";
    static components = {Timeline};
    static props = {...standardWidgetProps};
}

registry.category("view_widgets").add("social_care_timeline", {
    component: TimelineWidget,
    additionalClasses: ["o_social_care_history_widget"],
});
