// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {registry} from "@web/core/registry";

/** Connectors add {icon, color} under their network's name. */
export const networks = registry.category("social_care.networks");

/** The badge of a network: its icon on its color, or its first letter. */
export class NetworkBadge extends Component {
    static template = "social_care.NetworkBadge";
    static props = {
        network: {type: [String, Boolean]},
        label: {type: String, optional: true},
        iconOnly: {type: Boolean, optional: true},
    };

    get look() {
        return networks.get(this.props.network, {});
    }

    get letter() {
        return (this.props.label || this.props.network || "?").charAt(0).toUpperCase();
    }

    get style() {
        return this.look.color ? `--social-network-color: ${this.look.color}` : "";
    }
}
