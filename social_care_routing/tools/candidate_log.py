# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Compact serialization of the candidates evaluated in a routing run.

Availability is the same for all lanes of a team and is stored once. An agent who is
available and not among the candidates of a lane lacks a required skill.
"""


def pack_candidates(snapshot, lanes):
    """Serialize who was a candidate, with their fit, and who was excluded and why.

    :param snapshot: tools.engine.Snapshot after its decisions
    :param lanes: set of (lane id, relaxation step) about which something was decided
    :return: {"teams": {key: {code: ids}}, "lanes": {"lane:step": …}}, fit for JSON
    """
    teams, candidates = {}, {}
    for lane, step in sorted(lanes):
        pool = snapshot.get_pool(lane, step)
        key = ",".join(map(str, sorted(pool.asked.teams)))
        if key not in teams:
            teams[key] = {code: sorted(ones) for code, ones in pool.members.items()}
        candidates[f"{lane}:{step}"] = {
            "teams": key,
            "in": pool.fits,
            "hindered": pool.hindered,
        }
    return {"teams": teams, "lanes": candidates}


def unpack_candidates(log, lane, step):
    """The candidates of one lane; agents of other teams are in neither group.

    :param log: what ``pack_candidates`` returned, read from JSON
    :return: {"in": {agent id: fit, 0 to 100}, "out": {code: agent ids}}, or None
    """
    look = log["lanes"].get(f"{lane}:{step}")
    if look is None:
        return None
    fits = {int(one): fit for one, fit in look["in"].items()}
    groups = log["teams"][look["teams"]]
    out = {code: ones for code, ones in groups.items() if code}
    if unable := [one for one in groups[""] if one not in fits]:
        out["skill"] = unable
    return {"in": fits, "out": out | look["hindered"]}
