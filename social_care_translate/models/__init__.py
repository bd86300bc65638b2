# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import res_company
from . import social_care_mention
from . import social_care_translation
from . import social_care_translator
