"""Goes where sidebar, search field, keys and names lead, and shows where the window is."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt

from ui.actions import Actions, Command
from ui.router import Router
from ui.routes import PageName, Route
from ui.widgets.content import Content
from ui.widgets.sidebar import Sidebar
from ui.widgets.top_bar import TopBar

_PLACES = {
    Command.GO_TRACKS: PageName.TRACKS,
    Command.GO_ALBUMS: PageName.ALBUMS,
    Command.GO_ARTISTS: PageName.ARTISTS,
    Command.GO_PROBLEMS: PageName.PROBLEMS,
}


class Navigation(QObject):
    """The router with everything that leads to a page. Main thread."""

    def __init__(
        self,
        router: Router,
        actions: Actions,
        sidebar: Sidebar,
        top_bar: TopBar,
        content: Content,
        set_title: Callable[[str], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._router = router
        self._actions = actions
        self._sidebar = sidebar
        self._search = top_bar.search
        self._content = content
        self._set_title = set_title
        router.changed.connect(self._show_place)
        sidebar.chosen.connect(self.go)
        self._search.searched.connect(self._search_for)
        self._search.submitted.connect(self._submit)
        self._search.left_downwards.connect(self.enter_page)
        actions[Command.BACK].triggered.connect(router.back)
        actions[Command.FORWARD].triggered.connect(router.forward)
        actions[Command.SEARCH].triggered.connect(self._focus_search)
        actions[Command.GO_SEARCH].triggered.connect(self._open_search)
        actions[Command.FILTER].triggered.connect(self._focus_filter)
        for command, name in _PLACES.items():
            actions[command].triggered.connect(_Go(self, Route(name)))

    def go(self, route: Route) -> None:
        """Show a page."""
        if route.name is PageName.SEARCH and route.argument is None:
            self._open_search()
        else:
            self._router.go(route)

    def _open_search(self) -> None:
        if self._router.route is None or self._router.route.name is not PageName.SEARCH:
            self._router.go(Route(PageName.SEARCH, self._search.line.text()))
        self._focus_search()

    def _focus_search(self) -> None:
        self._search.line.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self._search.line.selectAll()

    def _search_for(self, text: str) -> None:
        route = self._router.route
        is_searching = route is not None and route.name is PageName.SEARCH
        if is_searching or text.strip():
            self._router.go(Route(PageName.SEARCH, text), replaces=is_searching)

    def _submit(self) -> None:
        route = self._router.route
        if route is None or route.name is not PageName.SEARCH:
            self._search_for(self._search.line.text())
        elif self._router.page is not None:
            self._router.page.submit()

    def enter_page(self) -> None:
        """Give the keyboard to the page."""
        if self._router.page is not None:
            self._router.page.focus_content()

    def _focus_filter(self) -> None:
        page = self._router.page
        if page is None or not page.focus_filter():
            self._focus_search()

    def _show_place(self) -> None:
        route, page = self._router.route, self._router.page
        if route is None or page is None:
            return
        self._actions[Command.BACK].setEnabled(self._router.can_go_back)
        self._actions[Command.FORWARD].setEnabled(self._router.can_go_forward)
        self._sidebar.show_route(route)
        if route.name is not PageName.SEARCH:
            self._search.line.clear()
        elif self._search.line.text() != str(route.argument or ""):
            self._search.line.setText(str(route.argument or ""))
        page.tint_changed.connect(self._show_tint, Qt.ConnectionType.UniqueConnection)
        self._show_tint()
        self._set_title(f"{page.title} — Ouzel" if page.title else "Ouzel")

    def _show_tint(self) -> None:
        page = self._router.page
        self._content.set_tint(page.tint() if page is not None else None)


class _Go:
    """A slot that leads to one route."""

    def __init__(self, navigation: Navigation, route: Route) -> None:
        self._navigation = navigation
        self._route = route

    def __call__(self) -> None:
        self._navigation.go(self._route)
