"""The panel in which moderators see and set limits."""

from cogs.limits.panel.clicks import open_panel, panel_items

__all__ = ["open_panel", "panel_items"]
