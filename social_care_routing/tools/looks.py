# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Whom the engine looked at, in little room.

Who is there is the same for all lanes of a team and is kept once; whoever is there and
is not in a lane does not know what it asks for.
"""


def packed(snapshot, lanes):
    """Who was in, with how well they fit, and who was out and why.

    :param lanes: (lane, ring) pairs that something was decided about
    :return: {"teams": {key: {code: ids}}, "lanes": {lane:ring: …}}, fit for JSON
    """
    teams, looks = {}, {}
    for lane, ring in sorted(lanes):
        pool = snapshot.pool(lane, ring)
        key = ",".join(map(str, sorted(pool.asked.teams)))
        if key not in teams:
            teams[key] = {code: sorted(ones) for code, ones in pool.members.items()}
        looks[f"{lane}:{ring}"] = {
            "teams": key,
            "in": pool.fits,
            "hindered": pool.hindered,
        }
    return {"teams": teams, "lanes": looks}


def unpacked(looks, lane, ring):
    """What was written down of one lane; people of other teams are in neither.

    :return: {"in": {id: how well they fit}, "out": {code: ids}}, or None
    """
    look = looks["lanes"].get(f"{lane}:{ring}")
    if look is None:
        return None
    fits = {int(one): fit for one, fit in look["in"].items()}
    groups = looks["teams"][look["teams"]]
    out = {code: ones for code, ones in groups.items() if code}
    if unable := [one for one in groups[""] if one not in fits]:
        out["skill"] = unable
    return {"in": fits, "out": out | look["hindered"]}
