"""Goes from page to page and back, and finds each as it was left."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QStackedWidget

from ui.pages.page import Page
from ui.routes import PageContext, PageName, Route

_MOST_BACK = 100


@dataclass(frozen=True)
class _Visit:
    route: Route
    scroll: int = 0


class Router(QObject):
    """The history of visits and the pages, each made when it is first shown."""

    changed = Signal()
    """Another page, or the same one with another argument, is shown."""

    def __init__(
        self,
        stack: QStackedWidget,
        table: Mapping[PageName, Callable[[PageContext], Page]],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._stack = stack
        self._table = table
        self._context: PageContext | None = None
        self._pages: dict[PageName, Page] = {}
        self._visits: list[_Visit] = []
        self._at = -1

    def use(self, context: PageContext) -> None:
        """Give pages what they work with; before the first `go`."""
        self._context = context

    @property
    def route(self) -> Route | None:
        """Where the window is."""
        return self._visits[self._at].route if self._at >= 0 else None

    @property
    def page(self) -> Page | None:
        """The page that is shown."""
        return self._pages[self.route.name] if self.route else None

    @property
    def can_go_back(self) -> bool:
        """Whether there is a visit before this one."""
        return self._at > 0

    @property
    def can_go_forward(self) -> bool:
        """Whether there is a visit after this one."""
        return self._at + 1 < len(self._visits)

    def has(self, name: PageName) -> bool:
        """Whether there is such a page."""
        return name in self._table

    def go(self, route: Route, *, replaces: bool = False) -> None:
        """Show a page; `replaces` takes the place of this visit (typing on in a search)."""
        if not self.has(route.name):
            raise ValueError(f"no page for {route}")
        if self.route is not None and (replaces or self.route == route):
            self._visits[self._at] = _Visit(route)
        else:
            self._leave()
            self._visits = [*self._visits[: self._at + 1][-_MOST_BACK:], _Visit(route)]
            self._at = len(self._visits) - 1
        self._show()

    def back(self) -> None:
        """Go to the visit before this one, if there is any."""
        self._step(-1)

    def forward(self) -> None:
        """Go to the visit after this one, if there is any."""
        self._step(1)

    def _step(self, by: int) -> None:
        if 0 <= self._at + by < len(self._visits):
            self._leave()
            self._at += by
            self._show()

    def _leave(self) -> None:
        page = self.page
        if page is not None:
            here = self._visits[self._at]
            self._visits[self._at] = replace(here, scroll=page.scroll_position())

    def _show(self) -> None:
        visit = self._visits[self._at]
        page = self._page(visit.route.name)
        page.open(visit.route.argument)
        self._stack.setCurrentWidget(page)
        page.scroll_to(visit.scroll)
        self.changed.emit()

    def _page(self, name: PageName) -> Page:
        if name not in self._pages:
            if self._context is None:
                raise RuntimeError("Router.use comes before Router.go")
            self._pages[name] = self._table[name](self._context)
            self._stack.addWidget(self._pages[name])
        return self._pages[name]
