# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Whether a person opened a link, or a program that looks at it before they do."""

# Previews and crawlers that call themselves browsers.
_PROGRAMS = (
    "bot",
    "crawl",
    "spider",
    "preview",
    "compatible;",
    "headless",
    "lighthouse",
    "facebookexternalhit",
    "meta-externalagent",
    "skypeuripreview",
    "cardyb",
    "mastodon",
    "whatsapp",
    "telegram",
    "slack",
    "discord",
    "google-inspectiontool",
    "monitor",
    "scan",
)
# Sec-Purpose is the standard (Fetch), the others are its predecessors.
_PURPOSES = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")
_LONGEST = 500


def is_person(method, headers):
    """Return whether a request is a person's click.

    Only browsers call themselves Mozilla or Opera; fetchers of networks, such as
    ``Mastodon/4.3 (http.rb)``, give their own name.

    :param method: HTTP method
    :param headers: headers of the request, with ``get``
    """
    agent = (headers.get("User-Agent") or "")[:_LONGEST]
    is_browser = agent.startswith(("Mozilla/", "Opera/"))
    is_program = any(word in agent.lower() for word in _PROGRAMS)
    is_early = any(headers.get(name) for name in _PURPOSES)
    return method == "GET" and is_browser and not is_program and not is_early
