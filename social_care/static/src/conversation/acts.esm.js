// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";

/**
 * What happens to the ticket besides the reply: `tags` (list), `stage`, `team` and
 * `user`, each `{id, name}` or false. See `_social_care_apply_acts` of the ticket.
 */
export const NO_ACTS = {tags: [], stage: false, team: false, user: false};

/** Adds acts to others; the later stage and assignment count. */
export function mergeActs(acts, more) {
    const known = new Set(acts.tags.map(({id}) => id));
    const isAssigned = more.team || more.user;
    return {
        tags: [...acts.tags, ...more.tags.filter(({id}) => !known.has(id))],
        stage: more.stage || acts.stage,
        team: isAssigned ? more.team : acts.team,
        user: isAssigned ? more.user : acts.user,
    };
}

/** Describes acts for the screen: list of {key, icon, label}. */
export function listActs({tags, stage, team, user}) {
    const listed = tags.map(({id, name}) => ({
        key: `tag-${id}`,
        icon: "fa-tag",
        label: _t("Tag %s", name),
    }));
    if (stage) {
        const label = _t("Stage %s", stage.name);
        listed.push({key: "stage", icon: "fa-flag", label});
    }
    if (team || user) {
        const names = [team.name, user.name].filter(Boolean).join(", ");
        const label = _t("Assign to %s", names);
        listed.push({key: "assignment", icon: "fa-share", label});
    }
    return listed;
}

/** Returns the acts without the one of a key, as `listActs` names it. */
export function removeAct(acts, key) {
    if (key === "stage") {
        return {...acts, stage: false};
    }
    if (key === "assignment") {
        return {...acts, team: false, user: false};
    }
    return {...acts, tags: acts.tags.filter(({id}) => `tag-${id}` !== key)};
}

/** Returns what `post_reply` takes; false for nothing. */
export function getActIds(acts) {
    if (!listActs(acts).length) {
        return false;
    }
    return {
        tag_ids: acts.tags.map(({id}) => id),
        stage_id: acts.stage.id || false,
        team_id: acts.team.id || false,
        user_id: acts.user.id || false,
    };
}

/** What will happen to the ticket; each act can be removed while it is a draft. */
export class ActList extends Component {
    static template = "social_care.ActList";
    static props = {acts: Object, onRemove: {type: Function, optional: true}};

    get items() {
        return listActs(this.props.acts);
    }

    nameRemoval({label}) {
        return _t("Remove: %s", label);
    }
}
