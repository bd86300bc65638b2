// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {OFFERS} from "../agent/agent_desk.esm";
import {QueueClock} from "./queue_clock.esm";
import {QueueStory} from "./queue_story.esm";
import {_t} from "@web/core/l10n/translation";
import {registry} from "@web/core/registry";
import {scoreInWords, termInWords} from "./terms.esm";
import {serverDate} from "@social_care/core/words.esm";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useBoardChanges} from "../wallboard/board_changes.esm";
import {useServerClock} from "../wallboard/clock.esm";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "@social_care/core/hooks.esm";

/** Where a ticket stands in the queue, and why; nothing for one that is in none. */
export class QueueStrip extends Component {
    static template = "social_care_routing.QueueStrip";
    static components = {QueueClock};
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.clock = useServerClock();
        useSubEnv({serverClock: this.clock});
        this.turn = 0;
        this.state = useState({strip: false});
        onWillStart(() => this.load());
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                return this.load(record);
            }
        });
        this.followQueue();
        useSocialChanges((change) => {
            if (change.everything || change.ticket_ids.has(this.props.record.resId)) {
                return this.load();
            }
        });
    }

    /** Supervisors hear of all that changes, an agent of what is theirs. */
    followQueue() {
        const bus = useService("bus_service");
        const load = () => this.load();
        useBoardChanges(load);
        onMounted(() => bus.subscribe(OFFERS, load));
        onWillUnmount(() => bus.unsubscribe(OFFERS, load));
    }

    get strip() {
        return this.state.strip;
    }

    get offerEnd() {
        const {until} = this.strip;
        return {kind: "offer", label: _t("Time to accept"), deadline: until, state: ""};
    }

    /** An answer that a newer question has overtaken is out of date. */
    async load({resId} = this.props.record) {
        const turn = ++this.turn;
        const strip =
            Boolean(resId) &&
            (await this.orm.silent.call("helpdesk.ticket", "routing_strip", [[resId]]));
        if (turn === this.turn) {
            this.show(strip);
        }
    }

    show(strip) {
        if (strip) {
            this.clock.set(serverDate(strip.now));
        }
        this.state.strip = strip;
    }

    get scoreInWords() {
        return scoreInWords(this.strip);
    }

    termInWords(term) {
        return termInWords(term);
    }

    tellWhy() {
        this.dialog.add(QueueStory, {
            ticketId: this.props.record.resId,
            number: this.props.record.data.number || "",
        });
    }
}

registry.category("view_widgets").add("social_care_queue", {
    component: QueueStrip,
    additionalClasses: ["o_social_care_queue_widget"],
    fieldDependencies: [{name: "number", type: "char"}],
});
