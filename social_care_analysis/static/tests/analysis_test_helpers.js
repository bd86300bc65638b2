// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {defineModels, fields, models} from "@web/../tests/web_test_helpers";
import {defineMailModels} from "@mail/../tests/mail_test_helpers";
import {expect} from "@odoo/hoot";

const SENTIMENT = [
    ["negative", "Negative"],
    ["neutral", "Neutral"],
    ["positive", "Positive"],
];
const URGENCY = [
    ["0", "Can wait"],
    ["2", "Urgent"],
];
const RELEVANCE = [
    ["relevant", "Relevant"],
    ["spam", "Spam"],
];

/** What the server offers from now on; each question is a step. */
export const server = {topics: [], ruleChanges: ""};

export class Topic extends models.Model {
    _name = "social.care.topic";
    name = fields.Char();
    _records = [
        {id: 1, name: "Delivery"},
        {id: 2, name: "Billing"},
        {id: 3, name: "Archived"},
    ];
}

export class Mention extends models.Model {
    _name = "social.care.mention";
    text = fields.Text();
    sentiment = fields.Selection({selection: SENTIMENT});
    urgency = fields.Selection({selection: URGENCY});
    relevance = fields.Selection({selection: RELEVANCE});
    topic_id = fields.Many2one({relation: "social.care.topic"});
    verdicts = fields.Json();

    get_correction_choices() {
        expect.step("choices");
        return {
            sentiment: SENTIMENT,
            urgency: URGENCY,
            relevance: RELEVANCE,
            topic: [...server.topics, [false, "No topic", 0]],
            language: [["en", "English"]],
        };
    }

    correct(ids, kind, value) {
        expect.step(`correct ${ids} ${kind} ${value}`);
        const name = kind === "topic" ? "topic_id" : kind;
        this.write(ids, {[name]: value, verdicts: {[kind]: {by: "Anna Novak"}}});
        return null;
    }

    get_rule_changes() {
        return server.ruleChanges;
    }

    apply_rules_again(ids) {
        expect.step(`apply rules to ${ids}`);
        return server.ruleChanges;
    }
}

export function defineAnalysisModels() {
    defineMailModels();
    defineModels([Topic, Mention]);
}
