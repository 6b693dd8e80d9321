"""The panel of /filter: one message in which moderators see and change the filter.

Must not keep anything between two clicks: the custom ids of its controls hold its whole state.
"""

from cogs.filter.panel.clicks import open_panel, panel_items

__all__ = ["open_panel", "panel_items"]
