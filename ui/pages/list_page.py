"""What the pages with one long list have in common: ids by a job, states, and staying current."""

from __future__ import annotations

from array import array
from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from app.errors import AppError
from app.events import LibraryChanged
from app.jobs import Job, Lane
from ui.actions import Command
from ui.latest import Latest
from ui.pages.page import Page
from ui.routes import PageContext
from ui.translate import translate
from ui.widgets.page_state import PageState

REFRESH_MS = 300
SKELETON_MS = 300
"""No blocks before this: DESIGN.md, principle 9."""

Ids = array  # of int64


class ListPage(Page):
    """Loads ids off the thread; a newer request replaces an older one."""

    def __init__(self, context: PageContext, parent: QWidget | None = None) -> None:
        super().__init__(context, parent)
        self.state = PageState(context.theme, self)
        self.state.acted.connect(self._act)
        self._latest: Latest[array[int]] = Latest(
            context.jobs, Lane.SEARCH, self._arrived, self._broke
        )
        self._is_loaded = False
        self._is_stale = True
        self._action: Callable[[], None] | None = None
        self._skeleton = QTimer(self, singleShot=True, interval=SKELETON_MS)
        self._skeleton.timeout.connect(partial(self.show_loading, is_loading=True))
        self._refresh = QTimer(self, singleShot=True, interval=REFRESH_MS)
        self._refresh.timeout.connect(self.reload)
        context.events.subscribe(LibraryChanged, self._library_changed)

    # What a page of this kind says ----------------------------------------------------------

    def request(self) -> Callable[[Job[array[int]]], array[int]]:
        """The function that reads the ids, to be run in another thread."""
        raise NotImplementedError

    def show_ids(self, ids: array[int]) -> None:
        """Show these ids, scrolled and selected as before where they are the same."""
        raise NotImplementedError

    def show_loading(self, *, is_loading: bool) -> None:
        """Show blocks in place of the list, or no longer."""
        raise NotImplementedError

    def show_empty(self) -> None:
        """Say that there is nothing, with `say`."""
        raise NotImplementedError

    def list_widget(self) -> QWidget:
        """The list, which gives way to the state."""
        raise NotImplementedError

    # What they share ------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the ids anew."""
        self._is_stale = False
        if not self._is_loaded:
            self._skeleton.start()
        self._latest.run(self.request())

    def say(
        self,
        icon: str,
        title: str,
        text: str,
        action: str = "",
        act: Callable[[], None] | None = None,
        *,
        is_primary: bool = False,
    ) -> None:
        """Show a state in place of the list."""
        self._action = act
        self.list_widget().hide()
        self.state.show_words(icon, title, text, action=action, is_primary=is_primary)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if self._is_stale:
            self.reload()

    def _arrived(self, ids: array[int]) -> None:
        self._is_loaded = True
        self._skeleton.stop()
        self.show_loading(is_loading=False)
        self.show_ids(ids)
        if len(ids):
            self.state.hide()
            self.list_widget().show()
        else:
            self.show_empty()

    def _broke(self, error: AppError) -> None:
        self._skeleton.stop()
        self.show_loading(is_loading=False)
        hint = "" if error.hint is None else translate(error.hint)
        self.say("circle-alert", translate(error.message), hint, self.tr("Try again"), self.reload)

    def _library_changed(self, _event: LibraryChanged) -> None:
        self.context.covers.forget_absent()
        if not self.isVisible():
            self._is_stale = True
        elif not self._refresh.isActive():
            self._refresh.start()

    def _act(self) -> None:
        if self._action is not None:
            self._action()

    def _add_folder(self) -> None:
        self.context.actions[Command.ADD_FOLDER].trigger()
