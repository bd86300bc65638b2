// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState, useSubEnv} from "@odoo/owl";
import {addUp, addUpBy, byState} from "./figures.esm";
import {Clock, useServerClock} from "./clock.esm";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Layout} from "@web/search/layout";
import {People} from "./people.esm";
import {Queue} from "./queue.esm";
import {QueueStory} from "../ticket/queue_story.esm";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {Teams} from "./teams.esm";
import {_t} from "@web/core/l10n/translation";
import {askFirst} from "@social_care_analysis/incident/ask_first.esm";
import {formatInteger} from "@web/views/fields/formatters";
import {makeDrag} from "./drag.esm";
import {registry} from "@web/core/registry";
import {router} from "@web/core/browser/router";
import {serverDate} from "@social_care/core/words.esm";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useBoardChanges} from "./board_changes.esm";
import {useService} from "@web/core/utils/hooks";
import {useWall} from "./wall.esm";

/** The ids of a filter in the address, so that each wall has a bookmark of its own; no
 *  team is `false`. */
function idsInAddress(name) {
    const value = router.current[name];
    return value
        ? String(value)
              .split(",")
              .map((id) => Number(id) || false)
        : [];
}

/** What waits, who works, and the hand that steps in: live. */
export class Wallboard extends Component {
    static template = "social_care_routing.Wallboard";
    static components = {Clock, Layout, People, Queue, SelectMenu, Teams};
    static props = {...standardActionServiceProps};

    setup() {
        this.orm = useService("orm");
        this.action = useService("action");
        this.dialog = useService("dialog");
        this.notification = useService("notification");
        this.clock = useServerClock();
        useSubEnv({serverClock: this.clock, boardDrag: makeDrag()});
        this.wall = useWall();
        this.reads = 0;
        this.state = useState({
            teamIds: idsInAddress("teams"),
            mediumIds: idsInAddress("media"),
            board: null,
            lostSince: false,
        });
        onWillStart(() => this.read());
        useBoardChanges(() => this.readAgain());
    }

    get display() {
        return {controlPanel: {}};
    }

    get board() {
        return this.state.board;
    }

    async read() {
        const {teamIds, mediumIds} = this.state;
        const turn = ++this.reads;
        const board = await this.orm.silent.call(
            "social.care.wallboard",
            "read_board",
            [teamIds, mediumIds]
        );
        // An answer that a newer question has overtaken is out of date
        if (turn === this.reads) {
            this.clock.set(serverDate(board.now));
            this.state.lostSince = false;
            this.state.board = board;
        }
    }

    /** A wall that nobody sits at waits for the network, and says that it does. */
    async readAgain() {
        try {
            await this.read();
        } catch (error) {
            if (!(error instanceof ConnectionLostError)) {
                throw error;
            }
            this.state.lostSince ||= luxon.DateTime.now().toFormat("HH:mm");
        }
    }

    // -- what one sees ---------------------------------------------------------

    get total() {
        return addUp(this.board.loads);
    }

    get figures() {
        const {waiting, oldest, atRisk, overdue, offered, working} = this.total;
        const figures = [
            {key: "waiting", label: _t("Waiting"), value: waiting},
            {key: "oldest", label: _t("Longest wait"), since: oldest},
            {
                key: "risk",
                label: _t("At risk"),
                value: atRisk,
                tone: atRisk && "o_social_care_board_figure_risk",
                title: _t("Three quarters of the time of an SLA are over"),
            },
            {
                key: "overdue",
                label: _t("Overdue"),
                value: overdue,
                tone: overdue && "o_social_care_board_figure_overdue",
                title: _t("The time of an SLA is over"),
            },
            {key: "offered", label: _t("Offered"), value: offered},
            {key: "working", label: _t("In progress"), value: working},
            {key: "free", label: _t("Available people"), value: this.availableCount},
        ];
        return figures.map(({value, ...figure}) => ({
            ...figure,
            words: value === undefined ? "–" : formatInteger(value),
        }));
    }

    get availableCount() {
        return this.board.people.filter(({state}) => state === "available").length;
    }

    get media() {
        const loads = addUpBy("medium", this.board.loads);
        return this.board.media.map((medium) => ({...medium, ...loads[medium.id]}));
    }

    /** The teams one looks at: those that are chosen, else all that have a queue. */
    get teams() {
        const {teamIds, board} = this.state;
        const loads = addUpBy("team", board.loads);
        const isShown = ({id, routed}) =>
            teamIds.length ? teamIds.includes(id) : routed || id in loads;
        return [...board.teams, this.noTeam].filter(isShown).map((team) => ({
            ...team,
            ...(loads[team.id] || addUp([])),
            media: addUpBy(
                "medium",
                board.loads.filter((load) => load.team === team.id)
            ),
        }));
    }

    /** What nobody has put into a team waits for that: it stands in a row of its own. */
    get noTeam() {
        return {id: false, name: _t("No team"), routed: false};
    }

    get peopleByState() {
        return byState(this.board.people);
    }

    get teamChoices() {
        return [...this.board.teams, this.noTeam].map(({id, name}) => ({
            value: id,
            label: name,
        }));
    }

    /** How many stand in the queue behind those that are shown. */
    get moreCount() {
        const {waiting, offered} = this.total;
        return Math.max(0, waiting + offered - this.board.queue.length);
    }

    // -- what one does ---------------------------------------------------------

    async filter(values) {
        Object.assign(this.state, values);
        const {teamIds, mediumIds} = this.state;
        this.props.updateActionState({
            teams: teamIds.join(",") || undefined,
            media: mediumIds.join(",") || undefined,
        });
        await this.read();
    }

    toggleMedium(id) {
        const {mediumIds} = this.state;
        return this.filter({
            mediumIds: mediumIds.includes(id)
                ? mediumIds.filter((other) => other !== id)
                : [...mediumIds, id],
        });
    }

    rowOf(workId) {
        return this.board.queue.find(({id}) => id === workId);
    }

    async assign(workId, person) {
        if (await this.mayAssign(workId, person)) {
            await this.act(
                "assign",
                [[workId], person.id],
                _t("%(ticket)s given to %(name)s.", {
                    ticket: this.rowOf(workId).number,
                    name: person.name,
                })
            );
        }
    }

    /** Who is full or lacks a skill can have it all the same, knowingly. */
    async mayAssign(workId, person) {
        const objections = await this.orm.call("social.care.wallboard", "objections", [
            workId,
            person.id,
        ]);
        if (!objections.length) {
            return true;
        }
        return askFirst(this.dialog, {
            title: _t("Assign to %s anyway?", person.name),
            body: objections.join("\n\n"),
            confirmLabel: _t("Assign"),
        });
    }

    async moveTo(workId, team) {
        const row = this.rowOf(workId);
        const before = this.board.teams.find(({id}) => id === row.team_id);
        await this.move(row, team, before && [this.undo(row, before)]);
    }

    move({id, number}, team, buttons = []) {
        const words = _t("%(ticket)s moved to %(team)s.", {
            ticket: number,
            team: team.name,
        });
        return this.act("move_team", [[id], team.id], words, buttons);
    }

    undo(row, team) {
        return {name: _t("Undo"), onClick: () => this.move(row, team)};
    }

    async pushFront(workId) {
        const {number} = this.rowOf(workId);
        await this.act("push_front", [[workId]], _t("%s put in front.", number));
    }

    /** Whatever comes of it, the board shows what is so afterwards. */
    async act(method, args, words, buttons = []) {
        try {
            await this.orm.call("social.care.work", method, args);
            this.tell(words, buttons);
        } finally {
            await this.read();
        }
    }

    tell(words, buttons) {
        const close = this.notification.add(words, {
            type: "success",
            buttons: buttons.map(({name, onClick}) => ({
                name,
                onClick: () => {
                    close();
                    return onClick();
                },
            })),
        });
    }

    tellWhy({ticket_id: ticketId, number}) {
        this.dialog.add(QueueStory, {ticketId, number});
    }

    openTicket(id) {
        return this.action.doAction({
            type: "ir.actions.act_window",
            res_model: "helpdesk.ticket",
            res_id: id,
            views: [[false, "form"]],
        });
    }

    openTeams() {
        return this.action.doAction("helpdesk_mgmt.helpdesk_ticket_team_action");
    }
}

registry.category("actions").add("social_care_routing.wallboard", Wallboard);
