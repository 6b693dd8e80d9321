"""The root of all errors."""


class ImagineError(Exception):
    """The root of everything that we raise on purpose."""
