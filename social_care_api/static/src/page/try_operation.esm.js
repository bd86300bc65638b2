// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState} from "@odoo/owl";
import {buildRequest, listOperations, writeCurl} from "./operations.esm";
import {CopyButton} from "@web/core/copy_button/copy_button";
import {_t} from "@web/core/l10n/translation";

/** Sends a request as another system would: the key counts, not who is logged in. */
export class TryOperation extends Component {
    static template = "social_care_api.TryOperation";
    static components = {CopyButton};
    static props = {document: String};

    setup() {
        this.copied = _t("Copied");
        this.operations = [];
        this.address = "";
        this.state = useState({
            key: "",
            name: "get_agent",
            values: {},
            body: "",
            isSending: false,
            answer: null,
        });
        onWillStart(() => this.load());
    }

    async load() {
        const response = await fetch(this.props.document);
        const document = await response.json();
        this.operations = listOperations(document);
        const address = this.props.document.replace("/openapi.json", "");
        this.address = new URL(address, window.location).href;
        this.choose(this.state.name);
    }

    get operation() {
        return this.operations.find(({name}) => name === this.state.name);
    }

    get request() {
        const {values, body} = this.state;
        return buildRequest(this.operation, values, body);
    }

    get curl() {
        return writeCurl(this.address, this.request);
    }

    choose(name) {
        Object.assign(this.state, {name, values: {}, answer: null});
        this.state.body = this.operation.body || "";
    }

    async send() {
        this.state.isSending = true;
        try {
            this.state.answer = await this.fetchAnswer();
        } catch {
            this.state.answer = {
                isGood: false,
                status: _t("No answer"),
                text: _t("The server cannot be reached."),
            };
        }
        this.state.isSending = false;
    }

    async fetchAnswer() {
        const {method, path, body} = this.request;
        const headers = {Authorization: `Bearer ${this.state.key.trim()}`};
        if (body !== undefined) {
            headers["Content-Type"] = "application/json";
        }
        const response = await fetch(this.address + path, {
            method,
            body,
            headers,
            cache: "no-store",
        });
        const text = await response.text();
        return {
            isGood: response.ok,
            status: `${response.status} ${response.statusText}`,
            text: this.format(text),
        };
    }

    format(text) {
        try {
            return JSON.stringify(JSON.parse(text), null, 2);
        } catch {
            return text;
        }
    }
}
