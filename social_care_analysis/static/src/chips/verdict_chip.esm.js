// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart} from "@odoo/owl";
import {explain, lookOf, nameOf, questionOf} from "./looks.esm";
import {Dropdown} from "@web/core/dropdown/dropdown";
import {DropdownItem} from "@web/core/dropdown/dropdown_item";
import {_t} from "@web/core/l10n/translation";
import {useService} from "@web/core/utils/hooks";

/** What is found without learning; the rest gets better with each correction. */
const NOT_LEARNT = ["language"];

/**
 * One verdict on a mention, and the way to correct it: two clicks, or Enter and arrows.
 *
 * The value of a topic is its id, and `label` its name; a verdict that is missing is
 * false.
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

    /** What is archived, or of another company, is no choice but keeps its name. */
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
        return lookOf(this.props.kind, this.current);
    }

    get label() {
        return this.current ? this.current.label : questionOf(this.props.kind);
    }

    get explanation() {
        return explain(this.props.verdict);
    }

    /** All that the chip says, for those who point at it and those who hear it. */
    get title() {
        const label = this.current ? this.current.label : _t("not known");
        return [`${nameOf(this.props.kind)}: ${label}.`, ...this.explanation].join(" ");
    }

    lookOf(choice) {
        return lookOf(this.props.kind, choice);
    }

    attrsOf(choice) {
        const isCurrent = choice === this.current;
        return {role: "menuitemradio", "aria-checked": isCurrent ? "true" : "false"};
    }

    /** Enter opens the choices and not, as elsewhere in its row, the record. */
    onKeydown(ev) {
        if (ev.key === "Enter" || ev.key === " ") {
            ev.stopPropagation();
        }
    }

    /** What is worth an answer after all is treated as if it had just come. */
    thanksFor(value) {
        const {kind, value: before} = this.props;
        if (kind === "worth" && value === "worth" && before !== value) {
            return _t("It goes its usual way now. It learns from this.");
        }
        return NOT_LEARNT.includes(kind)
            ? _t("Noted.")
            : _t("Noted. It learns from this.");
    }

    async correct({value}) {
        const {kind, mentionId} = this.props;
        const args = [[mentionId], kind, value];
        await this.orm.call("social.care.mention", "correct", args);
        this.notification.add(this.thanksFor(value), {type: "success"});
        await this.props.onCorrected(kind);
    }
}
