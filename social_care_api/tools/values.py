# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

"""Types of arguments. They are checked before anything else happens, and documented in
the OpenAPI document.
"""

from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, TypeAdapter, ValidationError

from odoo.addons.social_care.tools.arguments import LARGEST_ID

#: Most rows of a page.
PAGE = 100
FIRST_YEAR, LAST_YEAR = 1990, 2200


def _check_storable(text):
    if "\x00" in text:
        raise ValueError("must not contain the character U+0000")
    return text


def _take_moment(moment):
    """Odoo keeps moments without a zone, in UTC."""
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError(f"must lie between {FIRST_YEAR} and {LAST_YEAR}")
    if moment.tzinfo is None:
        return moment
    return moment.astimezone(UTC).replace(tzinfo=None)


def _bound(longest, shortest=0):
    return Field(min_length=shortest, max_length=longest)


Id = Annotated[int, Field(ge=1, le=LARGEST_ID)]
Ids = Annotated[list[Id], Field(max_length=20)]
Line = Annotated[str, _bound(200), AfterValidator(_check_storable)]
Text = Annotated[str, _bound(20_000), AfterValidator(_check_storable)]
Words = Annotated[str, _bound(20_000, 1), AfterValidator(_check_storable)]
Cursor = Annotated[str, _bound(2_000), AfterValidator(_check_storable)]
Limit = Annotated[int, Field(ge=1, le=PAGE)]
Moment = Annotated[datetime, AfterValidator(_take_moment)]
Visibility = Literal["public", "private"]
#: Key of a request that acts once, however often it is sent.
RequestId = Annotated[
    str, Field(min_length=1, max_length=200, pattern=r"^[\x21-\x7e]+$")
]
_REQUEST_IDS = TypeAdapter(RequestId)


def is_request_id(value):
    """Return whether ``value`` can be the ID of a request."""
    try:
        _REQUEST_IDS.validate_python(value, strict=True)
    except ValidationError:
        return False
    return True
