// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {
    Component,
    onMounted,
    onWillStart,
    onWillUnmount,
    onWillUpdateProps,
    useRef,
    useState,
    useSubEnv,
} from "@odoo/owl";
import {OFFERS} from "../agent/agent_desk.esm";
import {QueueStory} from "./queue_story.esm";
import {StripItem, stripItems} from "./strip_items.esm";
import {collectParts} from "@social_care/core/parts.esm";
import {registry} from "@web/core/registry";
import {parseServerDate} from "@social_care/core/words.esm";
import {standardWidgetProps} from "@web/views/widgets/standard_widget_props";
import {useFitting} from "./fitting.esm";
import {useBoardChanges} from "../wallboard/board_changes.esm";
import {useServerClock} from "../wallboard/clock.esm";
import {useService} from "@web/core/utils/hooks";
import {useSocialChanges} from "@social_care/core/hooks.esm";

/** Where a ticket stands in the queue, and why; empty for one that is not in it. */
export class QueueStrip extends Component {
    static template = "social_care_routing.QueueStrip";
    static props = {...standardWidgetProps};

    setup() {
        this.orm = useService("orm");
        this.dialog = useService("dialog");
        this.clock = useServerClock();
        useSubEnv({serverClock: this.clock});
        this.turn = 0;
        this.state = useState({strip: false, hidden: 0, showsAll: false});
        onWillStart(() => this.load());
        onWillUpdateProps(({record}) => {
            if (record.resId !== this.props.record.resId) {
                return this.load(record);
            }
        });
        useFitting(useRef("items"), (count) => this.setHidden(count));
        this.followQueue();
        useSocialChanges((change) => {
            if (change.everything || change.ticket_ids.has(this.props.record.resId)) {
                return this.load();
            }
        });
    }

    /** Supervisors are notified of every change, agents of changes of their own work. */
    followQueue() {
        const bus = useService("bus_service");
        const load = () => this.load();
        useBoardChanges(load);
        onMounted(() => bus.subscribe(OFFERS, load));
        onWillUnmount(() => bus.unsubscribe(OFFERS, load));
    }

    /** While all items are shown none is hidden; the number is that of before. */
    setHidden(count) {
        if (!this.state.showsAll) {
            this.state.hidden = count;
        }
    }

    toggleAll() {
        this.state.showsAll = !this.state.showsAll;
    }

    get strip() {
        return this.state.strip;
    }

    get parts() {
        return collectParts(stripItems.getEntries(), this.strip, this.env, StripItem);
    }

    /** Ignores the response to a request that a newer one has superseded. */
    async load({resId} = this.props.record) {
        const turn = ++this.turn;
        const strip =
            Boolean(resId) &&
            (await this.orm.silent.call(
                "helpdesk.ticket",
                "social_care_get_routing_strip",
                [[resId]]
            ));
        if (turn === this.turn) {
            this.show(strip);
        }
    }

    show(strip) {
        if (strip) {
            this.clock.set(parseServerDate(strip.now));
        }
        this.state.strip = strip;
    }

    openStory() {
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
