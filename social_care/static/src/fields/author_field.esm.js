// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {_t} from "@web/core/l10n/translation";
import {imageUrl} from "@web/core/utils/urls";
import {formatFollowers} from "../core/words.esm";
import {registry} from "@web/core/registry";
import {standardFieldProps} from "@web/views/fields/standard_field_props";

/**
 * Picture, name, handle and followers of a profile, on a many2one.
 *
 * The options `handle` and `reach` name fields of the record, which differ between
 * mentions (author_handle) and tickets (social_care_author_handle).
 */
export class AuthorField extends Component {
    static template = "social_care.AuthorField";
    static props = {
        ...standardFieldProps,
        handleField: {type: String, optional: true},
        reachField: {type: String, optional: true},
    };

    get data() {
        return this.props.record.data;
    }

    get profile() {
        return this.data[this.props.name];
    }

    get avatar() {
        return imageUrl("social.care.profile", this.profile.id, "avatar_128");
    }

    get handle() {
        return this.data[this.props.handleField];
    }

    get reach() {
        const reach = this.data[this.props.reachField];
        return reach ? formatFollowers(reach) : "";
    }
}

export const authorField = {
    component: AuthorField,
    displayName: _t("Author on a network"),
    supportedTypes: ["many2one"],
    listViewWidth: [170, 260],
    fieldDependencies: ({options}) => [
        ...(options.handle ? [{name: options.handle, type: "char"}] : []),
        ...(options.reach ? [{name: options.reach, type: "integer"}] : []),
    ],
    extractProps: ({options}) => ({
        handleField: options.handle,
        reachField: options.reach,
    }),
};

registry.category("fields").add("social_care_author", authorField);
