// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component} from "@odoo/owl";
import {composerTools} from "./composer_tools.esm";

/** Sends the reply; its ticket is resolved once the reply is published. */
export class SendAndResolve extends Component {
    static template = "social_care.SendAndResolve";
    static props = {composer: Object};

    get isShown() {
        return this.props.composer.conversation.is_ticket_open;
    }

    send() {
        return this.props.composer.send({outcome: "resolve"});
    }
}

composerTools.add(
    "social_care.resolve",
    {Component: SendAndResolve, place: "send"},
    {sequence: 10}
);
