"""Old names of limits and settings, which are accepted for ever in files and databases.

Add a row when a name changes; never remove one.
"""

from collections.abc import Mapping

#: From the old id of a limit to its present one.
LIMITS: Mapping[str, str] = {
    "member-pictures-per-day": "member-images-per-day",
    "member-pictures-per-month": "member-images-per-month",
    "server-pictures-per-day": "server-images-per-day",
    "server-pictures-per-month": "server-images-per-month",
}

#: From the old name of a setting to its present one.
SETTINGS: Mapping[str, str] = {
    "MEMBER_PICTURES_PER_DAY": "MEMBER_IMAGES_PER_DAY",
    "CAP_USER_PICTURES_PER_DAY": "CAP_USER_IMAGES_PER_DAY",
    "MAX_CONCURRENT_PICTURES": "MAX_CONCURRENT_IMAGES",
    "MAX_WAITING_PICTURES": "MAX_WAITING_IMAGES",
    "MAX_PICTURE_MB": "MAX_IMAGE_MB",
}
