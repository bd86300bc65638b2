# Copyright 2026 Social Care contributors
# License AGPL-3.0 or later (https://www.gnu.org/licenses/agpl).

from . import test_access_to_ratings, test_asking, test_page, test_personal_data
from . import test_rating
