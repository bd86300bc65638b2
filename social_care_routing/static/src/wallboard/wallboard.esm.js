// Copyright 2026 Social Care contributors
// License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

import {Component, onWillStart, useState, useSubEnv} from "@odoo/owl";
import {computeValues, computeValuesBy, getCells} from "./columns.esm";
import {Clock, useServerClock} from "./clock.esm";
import {Agents} from "./agents.esm";
import {ConnectionLostError} from "@web/core/network/rpc";
import {Layout} from "@web/search/layout";
import {Queue} from "./queue.esm";
import {QueueStory} from "../ticket/queue_story.esm";
import {SelectMenu} from "@web/core/select_menu/select_menu";
import {Teams} from "./teams.esm";
import {_t} from "@web/core/l10n/translation";
import {askConfirmation} from "@social_care/core/ask_confirmation.esm";
import {groupBy} from "@web/core/utils/arrays";
import {groupByState} from "../agent/states.esm";
import {makeDrag} from "./drag.esm";
import {openForm} from "@social_care/core/open_form.esm";
import {registry} from "@web/core/registry";
import {router} from "@web/core/browser/router";
import {parseServerDate} from "@social_care/core/words.esm";
import {standardActionServiceProps} from "@web/webclient/actions/action_service";
import {useBoardChanges} from "./board_changes.esm";
import {useService} from "@web/core/utils/hooks";
import {useWall} from "./wall.esm";

/** Reads the ids of a filter from the URL, so that each screen can bookmark its own
 *  filter; `false` stands for work without a team. */
function readIdsFromUrl(name) {
    const value = router.current[name];
    return value
        ? String(value)
              .split(",")
              .map((id) => Number(id) || false)
        : [];
}

/** The live board of supervisors: queue, agents, and the actions to intervene. */
export class Wallboard extends Component {
    static template = "social_care_routing.Wallboard";
    static components = {Agents, Clock, Layout, Queue, SelectMenu, Teams};
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
            teamIds: readIdsFromUrl("teams"),
            mediumIds: readIdsFromUrl("media"),
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
        // Ignore the response to a request that a newer one has superseded
        if (turn === this.reads) {
            this.clock.set(parseServerDate(board.now));
            this.state.lostSince = false;
            this.state.board = board;
        }
    }

    /** Keep the last data and show a banner while offline. */
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

    // -- what the board shows --------------------------------------------------

    get figures() {
        const {loads, agents} = this.board;
        return getCells({loads, agents});
    }

    get media() {
        const figures = computeValuesBy("medium", this.board.loads);
        return this.board.media.map((medium) => ({...medium, ...figures[medium.id]}));
    }

    /** The selected teams; without a selection, those that are routed or have work. */
    get teams() {
        const {teamIds, board} = this.state;
        const loads = groupBy(board.loads, "team");
        const isShown = ({id, routed}) =>
            teamIds.length ? teamIds.includes(id) : routed || id in loads;
        return [...board.teams, this.noTeam]
            .filter(isShown)
            .map((team) => ({...team, loads: loads[team.id] || []}));
    }

    /** The row of work items without a team, which wait to be moved to one. */
    get noTeam() {
        return {id: false, name: _t("No team"), routed: false};
    }

    get agentsByState() {
        return groupByState(this.board.agents);
    }

    get teamChoices() {
        return [...this.board.teams, this.noTeam].map(({id, name}) => ({
            value: id,
            label: name,
        }));
    }

    /** The number of queued items that are not listed. */
    get moreCount() {
        const {waiting, offered} = computeValues(this.board);
        return Math.max(0, waiting + offered - this.board.queue.length);
    }

    // -- actions ---------------------------------------------------------------

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

    findRow(workId) {
        return this.board.queue.find(({id}) => id === workId);
    }

    async assign(workId, agent) {
        if (await this.confirmAssignment(workId, agent)) {
            await this.act(
                "assign",
                [[workId], agent.id],
                _t("%(ticket)s assigned to %(name)s.", {
                    ticket: this.findRow(workId).number,
                    name: agent.name,
                })
            );
        }
    }

    /** Agents at capacity or without a required skill are assigned on confirmation. */
    async confirmAssignment(workId, agent) {
        const objections = await this.orm.call(
            "social.care.wallboard",
            "get_objections",
            [workId, agent.id]
        );
        if (!objections.length) {
            return true;
        }
        return askConfirmation(this.dialog, {
            title: _t("Assign to %s anyway?", agent.name),
            body: objections.join("\n\n"),
            confirmLabel: _t("Assign"),
        });
    }

    async moveTo(workId, team) {
        const row = this.findRow(workId);
        const before = this.board.teams.find(({id}) => id === row.team_id);
        await this.move(row, team, before && [this.makeUndo(row, before)]);
    }

    move({id, number}, team, buttons = []) {
        const words = _t("%(ticket)s moved to %(team)s.", {
            ticket: number,
            team: team.name,
        });
        return this.act("move_team", [[id], team.id], words, buttons);
    }

    makeUndo(row, team) {
        return {name: _t("Undo"), onClick: () => this.move(row, team)};
    }

    async pushFront(workId) {
        const {number} = this.findRow(workId);
        await this.act("push_front", [[workId]], _t("%s pushed to front.", number));
    }

    /** Always reload, even if the call fails. */
    async act(method, args, words, buttons = []) {
        try {
            await this.orm.call("social.care.work", method, args);
            this.notify(words, buttons);
        } finally {
            await this.read();
        }
    }

    notify(words, buttons) {
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

    openStory({ticket_id: ticketId, number}) {
        this.dialog.add(QueueStory, {ticketId, number});
    }

    openTicket(id) {
        return openForm(this.action, "helpdesk.ticket", id);
    }

    openTeams() {
        return this.action.doAction("helpdesk_mgmt.helpdesk_ticket_team_action");
    }
}

registry.category("actions").add("social_care_routing.wallboard", Wallboard);
