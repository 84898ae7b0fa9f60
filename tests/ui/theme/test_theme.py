from __future__ import annotations

import re

import pytest
from PySide6.QtGui import QFontInfo, QFontMetrics
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.theme.style_sheet import build_style_sheet
from ui.theme.theme import RESOURCES, Theme, ThemeMode, parse_color
from ui.theme.tokens import Tokens


@pytest.mark.parametrize(
    ("mode", "canvas"), [(ThemeMode.DARK, "#121317"), (ThemeMode.LIGHT, "#fbfaf8")]
)
def test_a_mode_has_the_colours_of_the_tokens(mode: ThemeMode, canvas: str, qapp: object) -> None:
    assert Theme(mode).color("bg.canvas").name() == canvas


def test_another_mode_changes_the_colours_and_tells(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.waitSignal(theme.changed):
        theme.set_mode(ThemeMode.LIGHT)

    assert theme.color("text.primary").name() == "#1b1a18"
    assert "#FBFAF8" in theme.style_sheet()


def test_the_same_colours_again_tell_nothing(theme: Theme, qtbot: QtBot) -> None:
    with qtbot.assertNotEmitted(theme.changed):
        theme.set_mode(ThemeMode.DARK)


def test_an_unknown_colour_is_refused(theme: Theme) -> None:
    with pytest.raises(KeyError):
        theme.color("text.loud")


@pytest.mark.parametrize("is_dark", [True, False])
def test_the_style_sheet_leaves_no_name_unfilled(is_dark: bool) -> None:
    colors = Tokens.read(RESOURCES / "tokens.json").colors(is_dark=is_dark)
    sheet = build_style_sheet(RESOURCES / "style.qss", colors, is_dark=is_dark)

    assert not re.search(r"\$\w+", sheet)


@pytest.mark.parametrize("is_dark", [True, False])
def test_every_colour_can_be_read(is_dark: bool) -> None:
    colors = Tokens.read(RESOURCES / "tokens.json").colors(is_dark=is_dark)

    assert all(parse_color(color).isValid() for color in colors.values())


def test_a_colour_with_alpha_is_read() -> None:
    assert parse_color("rgba(4,5,7,0.64)").getRgb() == (4, 5, 7, 163)


@pytest.mark.parametrize("text", ["", "rgba(1,2)", "#12345", "loud"])
def test_what_is_no_colour_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="not a colour"):
        parse_color(text)


@pytest.mark.parametrize(
    ("style", "size_px", "weight"),
    [("caption", 11, 500), ("body", 13, 400), ("bodyStrong", 13, 600), ("hero", 48, 800)],
)
def test_the_type_scale_is_the_bundled_inter(
    theme: Theme, style: str, size_px: int, weight: int
) -> None:
    found = QFontInfo(theme.font(style))

    assert (found.family(), found.pixelSize(), found.weight()) == ("Ouzel Inter", size_px, weight)


def test_tabular_figures_are_all_as_wide(theme: Theme) -> None:
    metrics = QFontMetrics(theme.font("body", is_tabular=True))

    assert metrics.horizontalAdvance("1111") == metrics.horizontalAdvance("0000")


def test_the_application_wears_the_theme(theme: Theme, qapp: QApplication) -> None:
    theme.set_mode(ThemeMode.LIGHT)

    assert qapp.palette().window().color().name() == "#fbfaf8"
