"""The panel of /limits: one message in which moderators see and set the limits of a scope.

Must not keep anything between two clicks: the custom ids of its controls hold its whole state.
"""

from cogs.limits.panel.clicks import open_panel, panel_items

__all__ = ["open_panel", "panel_items"]
