"""Passwords and tokens: in the system's keyring, or for this session only where there is none."""

from __future__ import annotations

import logging
import threading
from typing import TYPE_CHECKING

from app import texts
from app.texts import Text

if TYPE_CHECKING:
    from keyring.backend import KeyringBackend

log = logging.getLogger(__name__)


class Secrets:
    """Keeps secrets by name. Worker threads only: the system may ask the user to unlock."""

    def __init__(self, service: str = "ouzel", *, backend: KeyringBackend | None = None) -> None:
        self._service = service
        self._backend = backend
        self._session: dict[str, str] = {}
        self._is_persistent: bool | None = None
        self._lock = threading.Lock()

    @property
    def is_persistent(self) -> bool:
        """Whether what is set now is still there after the next start."""
        with self._lock:
            return self._keyring() is not None

    @property
    def notice(self) -> Text | None:
        """What to tell the user where secrets last for this session only."""
        return None if self.is_persistent else texts.secrets_last_for_session()

    def get(self, name: str) -> str | None:
        """Read a secret; None where there is none, or where the keyring does not answer."""
        from keyring.errors import KeyringError

        with self._lock:
            keyring = self._keyring()
            if name in self._session or keyring is None:
                return self._session.get(name)
            try:
                return keyring.get_password(self._service, name)
            except KeyringError as error:
                self._give_up(error)
                return None

    def set(self, name: str, value: str) -> None:
        """Keep a secret; ask `notice` afterwards whether it lasts."""
        from keyring.errors import KeyringError

        with self._lock:
            keyring = self._keyring()
            if keyring is not None:
                try:
                    keyring.set_password(self._service, name, value)
                except KeyringError as error:
                    self._give_up(error)
                else:
                    self._session.pop(name, None)
                    return
            self._session[name] = value

    def forget(self, name: str) -> None:
        """Remove a secret, if it is there."""
        from keyring.errors import KeyringError, PasswordDeleteError

        with self._lock:
            self._session.pop(name, None)
            keyring = self._keyring()
            if keyring is None:
                return
            try:
                keyring.delete_password(self._service, name)
            except PasswordDeleteError:
                return  # it was not there
            except KeyringError as error:
                self._give_up(error)

    def _keyring(self) -> KeyringBackend | None:
        if self._is_persistent is None:
            import keyring  # late: it looks for every backend installed

            self._backend = self._backend or keyring.get_keyring()
            # Below 1 are the backends that keep nothing or keep it in the clear:
            # https://keyring.readthedocs.io/en/latest/#keyring.backend.KeyringBackend.priority
            self._is_persistent = bool(self._backend.priority >= 1)
        return self._backend if self._is_persistent else None

    def _give_up(self, error: Exception) -> None:
        log.info("the keyring does not answer (%s): secrets last for this session", type(error))
        self._is_persistent = False
