"""Names that limits and settings had in earlier versions. They are read for ever."""

from collections.abc import Mapping

#: Limits by the id that people type; rulebooks, exports and custom ids have them, too.
LIMITS: Mapping[str, str] = {
    "member-pictures-per-day": "member-images-per-day",
    "member-pictures-per-month": "member-images-per-month",
    "server-pictures-per-day": "server-images-per-day",
    "server-pictures-per-month": "server-images-per-month",
}

#: Settings by their variables.
SETTINGS: Mapping[str, str] = {
    "MEMBER_PICTURES_PER_DAY": "MEMBER_IMAGES_PER_DAY",
    "CAP_USER_PICTURES_PER_DAY": "CAP_USER_IMAGES_PER_DAY",
    "MAX_CONCURRENT_PICTURES": "MAX_CONCURRENT_IMAGES",
    "MAX_WAITING_PICTURES": "MAX_WAITING_IMAGES",
    "MAX_PICTURE_MB": "MAX_IMAGE_MB",
}
