"""The window's grid: sidebar, content and right panel over the player bar."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QWidget

from ui.widgets.activity import ActivityPanel
from ui.widgets.content import Content
from ui.widgets.player_bar import PlayerBar
from ui.widgets.queue_panel import QueuePanel
from ui.widgets.regions import Region, Regions
from ui.widgets.sidebar import Sidebar
from ui.widgets.top_bar import TopBar

COLLAPSE_BELOW_PX = 1100
"""Narrower windows show the sidebar's icons only: DESIGN.md section 3."""
_PANEL_RIGHT_PX = 28
_PANEL_TOP_PX = 52


class Frame(QWidget):
    """Places the parts; the activity panel floats over the content."""

    def __init__(
        self,
        sidebar: Sidebar,
        top_bar: TopBar,
        content: Content,
        queue_panel: QueuePanel,
        player_bar: PlayerBar,
        activity: ActivityPanel,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.sidebar = sidebar
        self.top_bar = top_bar
        self.content = content
        self.queue_panel = queue_panel
        self.player_bar = player_bar
        self.activity = activity
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setSpacing(0)
        grid.addWidget(sidebar, 0, 0)
        grid.addWidget(content, 0, 1)
        grid.addWidget(queue_panel, 0, 2)
        grid.addWidget(player_bar, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        grid.setRowStretch(0, 1)
        activity.setParent(self)

    def regions(self, enter_page: Region) -> Regions:
        """The parts that F6 goes round; the page says how it is entered."""
        return Regions(
            [
                Region(self.sidebar, lambda: self._enter(self.sidebar.list)),
                Region(self.top_bar, lambda: self._enter(self.top_bar.search.line)),
                enter_page,
                Region(self.queue_panel, lambda: self._enter(self.queue_panel.list)),
                Region(self.player_bar, lambda: self._enter(self.player_bar.play)),
            ]
        )

    def toggle_activity(self) -> None:
        """Open the activity panel under its chip, or close it."""
        self.activity.setVisible(not self.activity.isVisible())
        self._place_activity()
        if self.activity.isVisible():
            self.activity.setFocus(Qt.FocusReason.PopupFocusReason)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.sidebar.set_collapsed(is_collapsed=self.width() < COLLAPSE_BELOW_PX)
        self._place_activity()

    def _place_activity(self) -> None:
        self.activity.adjustSize()
        right = self.content.geometry().right() + 1
        self.activity.move(right - _PANEL_RIGHT_PX - self.activity.width(), _PANEL_TOP_PX)
        self.activity.raise_()

    def _enter(self, widget: QWidget) -> None:
        widget.setFocus(Qt.FocusReason.TabFocusReason)
