// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, status} from "@odoo/owl";
import {explain, getLook, getName, getQuestion, isUnsure} from "./verdict_kinds.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {offerRules} from "./rules_offer.esm";
import {useService} from "@web/core/utils/hooks";

/** Steps that do not learn from corrections. */
const NOT_LEARNING = ["language"];

/**
 * One verdict on a mention, and a menu to correct it by mouse or keyboard.
 *
 * The value of a topic is its id, and `label` its name; the value of a missing verdict
 * is false.
 */
export class VerdictChip extends Component {
    static template = "social_care_analysis.VerdictChip";
    static components = {Dropdown, DropdownItem};
    static props = {
        kind: String,
        value: [String, Number, Boolean],
        label: {type: String, optional: true},
        verdict: Object,
        mentionId: Number,
        onCorrected: Function,
    };

    setup() {
        this.orm = useService("orm");
        this.notification = useService("notification");
        this.choicesService = useService("social_care_choices");
        this.choices = [];
        onWillStart(async () => {
            const {kind} = this.props;
            const found = (await this.choicesService.load())[kind];
            this.choices = found.map(([value, label, color]) => ({
                value,
                label,
                color,
            }));
        });
    }

    /** An archived topic, or one of another company, is no choice but keeps its name. */
    get current() {
        const {value, label} = this.props;
        if (!value) {
            return false;
        }
        return this.choices.find((choice) => choice.value === value) || {value, label};
    }

    get hasNoTopics() {
        return this.props.kind === "topic" && !this.choices.some(({value}) => value);
    }

    get look() {
        return getLook(this.props.kind, this.current);
    }

    get label() {
        return this.current ? this.current.label : getQuestion(this.props.kind);
    }

    /** A missing verdict asks already. */
    get isUnsure() {
        return Boolean(this.current) && isUnsure(this.props.verdict);
    }

    get explanation() {
        return explain(this.props.verdict);
    }

    /** The whole verdict, as a tooltip and for screen readers. */
    get title() {
        const label = this.current ? this.current.label : _t("unknown");
        return [`${getName(this.props.kind)}: ${label}.`, ...this.explanation].join(
            " "
        );
    }

    getLook(choice) {
        return getLook(this.props.kind, choice);
    }

    getAttrs(choice) {
        const isCurrent = choice === this.current;
        return {role: "menuitemradio", "aria-checked": isCurrent ? "true" : "false"};
    }

    /** Enter opens the menu instead of the record of the row. */
    onKeydown(ev) {
        if (ev.key === "Enter" || ev.key === " ") {
            ev.stopPropagation();
        }
    }

    /** Irrelevant mentions that turn out to be relevant are routed. */
    getNotification(value) {
        const {kind, value: before} = this.props;
        if (kind === "relevance" && value === "relevant" && before !== value) {
            return _t("The mention is routed as usual. The analysis learns from this.");
        }
        return NOT_LEARNING.includes(kind)
            ? _t("Correction saved.")
            : _t("Correction saved. The analysis learns from this.");
    }

    async correct({value}) {
        const {kind, mentionId} = this.props;
        const args = [[mentionId], kind, value];
        await this.orm.call("social.care.mention", "correct", args);
        this.notification.add(this.getNotification(value), {type: "success"});
        await this.props.onCorrected(kind);
        await offerRules(this.env.services, mentionId, () => this.reload());
    }

    /** Not after the agent has left the screen. */
    async reload() {
        if (status(this) !== "destroyed") {
            await this.props.onCorrected(this.props.kind);
        }
    }
}
