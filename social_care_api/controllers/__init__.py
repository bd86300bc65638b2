# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import dispatcher
from . import receiving
from . import repeating
from . import rest
