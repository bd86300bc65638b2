# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from odoo import models

from ..tools import at_uri

NO_RECORD = "RecordNotFound"
NO_REPOSITORY = {"InvalidRequest", "RepoNotFound"}
# What is said of somebody who can come back, with all posts.
AWAY = {
    "AccountDeactivated",
    "AccountSuspended",
    "AccountTakedown",
    "RepoDeactivated",
    "RepoSuspended",
    "RepoTakendown",
}


class SocialCareConnectorBluesky(models.AbstractModel):
    """Finding out which posts are gone from the network for good."""

    _inherit = "social.care.connector.bluesky"

    def _check_alive(self, account, external_ids):
        """A post may be missing from a list because its author blocks us or is away,
        or because the list lags behind; only the record itself tells that it is
        gone, and only the account that the author did not just put it to rest."""
        alive = {view["uri"] for view in self._get_posts(account, external_ids)}
        missing = filter(at_uri.is_valid, set(external_ids) - alive)
        return {uri for uri in missing if self._is_gone(account, uri)}

    def _is_gone(self, account, uri):
        response = self._get_record(account, uri)
        if response.status < 300:
            return False
        name = self._complaint(response)[0]
        if response.status != 400 or name not in {NO_RECORD} | NO_REPOSITORY | AWAY:
            self._read(response)
        standing = self._ask_for_person(account, at_uri.parse(uri).did)
        return standing == "gone" or (standing == "here" and name == NO_RECORD)

    def _ask_for_person(self, account, did):
        """``here``, ``away`` (deactivated or suspended, and may come back) or
        ``gone``."""
        response = self._send_authorized(
            account, "GET", "app.bsky.actor.getProfile", params={"actor": did}
        )
        name = self._complaint(response)[0] if response.status == 400 else ""
        if name in AWAY:
            return "away"
        if name == "InvalidRequest":
            return "gone"
        self._read(response)
        return "here"

    def _get_record(self, account, uri):
        """The answer of the server to the question for a record."""
        did, collection, rkey = at_uri.parse(uri)
        return self._send_authorized(
            account,
            "GET",
            "com.atproto.repo.getRecord",
            params={"repo": did, "collection": collection, "rkey": rkey},
        )
