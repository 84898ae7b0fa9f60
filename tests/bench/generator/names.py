"""Invents names of artists, albums and tracks, in the scripts that real libraries hold."""

from __future__ import annotations

import random
from enum import Enum, auto

# ruff: noqa: SIM905 - lists of words read best as text
WORDS = """
love night river stone fire blue black silver golden empty broken silent electric summer winter
dream road city light shadow heart machine garden ocean mirror glass paper wire ghost saint wolf
crow tiger horse moon sun star rain snow storm thunder dust ashes bones blood honey sugar salt iron
copper velvet cotton leather north south east west home house window door key time year day hour
minute second dance song radio signal noise wave circle line square tower bridge train plane ship
island mountain valley desert forest field flower tree leaf root branch seed apple cherry orange
lemon king queen prince soldier sailor stranger lover brother sister mother father child baby angel
devil heaven hell paradise kingdom empire republic revolution war peace freedom justice truth lie
secret mystery magic miracle wonder memory forgotten
""".split()
ACCENTED = """
Björk Sigur Rós Mañana Corazón Élan Château Für Über Händel Dvořák Łódź Ångström Naïve Señor Amélie
Zoë Köln Française Čajka Håkan Motörhead Beyoncé Lumière Déjà São Lisboã Canção Øresund Ærø Şarkı
Gönül Ţara
""".split()
HAN = """
夜 空 星 海 風 花 雪 月 夢 愛 心 光 影 東京 京都 桜 春 夏 秋 冬 雨 森 川 山 鳥 猫 魚 電車 世界 未来
记忆 上海 北京 你好 音乐 回忆 时间 大海 天空 爱情
""".split()
KANA = (
    "さくら ゆめ そら ひかり アジアン カンフー ジェネレーション ラブ ソング メモリー カラー".split()
)
HANGUL = "사랑 밤 별 바다 하늘 봄날 소녀 시대 꿈 노래".split()
CYRILLIC = """
Ночь Любовь Звезда Река Город Песня Зима Весна Кино Аквариум Мир Война Дорога Сердце
""".split()
FIRST_NAMES = """
John Anna Maria Peter Paul George Lucy Miles Ella Nina David Kate Nick Tom Leonard Joni Bob Patti
Lou Iggy Elena Hans Olga Yuki Ji-woo José René Zoë
""".split()
LAST_NAMES = """
Smith Coltrane Davis Müller Cave Waits Cohen Mitchell Dylan Reed Pop Bush Bowie García Sørensen
Novák Tanaka Kim Ivanova Dubois Rossi Fitzgerald Simone
""".split()


class Script(Enum):
    """What a name is written in."""

    PLAIN = auto()
    ACCENTED = auto()
    CJK = auto()
    HANGUL = auto()
    CYRILLIC = auto()


def any_script(chance: random.Random) -> Script:
    """A script, as often as a collection with much from abroad has it."""
    draw = chance.random()
    if draw < 0.08:
        return Script.CJK
    if draw < 0.10:
        return Script.HANGUL
    if draw < 0.13:
        return Script.CYRILLIC
    return Script.ACCENTED if draw < 0.25 else Script.PLAIN


def phrase(chance: random.Random, script: Script, least: int, most: int) -> str:
    """A name of `least` to `most` words."""
    count = chance.randint(least, most)
    if script is Script.CJK:
        if chance.random() < 0.7:
            return "".join(chance.choice(HAN) for _ in range(count + 1))
        return "".join(chance.choice(KANA) for _ in range(count))
    if script is Script.HANGUL:
        return " ".join(chance.choice(HANGUL) for _ in range(count))
    if script is Script.CYRILLIC:
        return " ".join(chance.choice(CYRILLIC) for _ in range(count))
    if script is Script.ACCENTED:
        return " ".join(_accented_or_plain(chance) for _ in range(count))
    return _plain(chance, count)


def artist(chance: random.Random, script: Script) -> str:
    """A band or a person."""
    draw = chance.random()
    if script is Script.PLAIN:
        if draw < 0.35:
            return "The " + _plain(chance, chance.randint(1, 2)) + _plural(chance)
        if draw < 0.60:
            return person(chance)
        if draw < 0.65:
            return _plain(chance, 1) + " & " + _plain(chance, 1)
        if draw < 0.68:
            return _plain(chance, 1).upper() + "/" + _plain(chance, 1).upper()
    return phrase(chance, script, 1, 3)


def person(chance: random.Random) -> str:
    """A first name and a last name."""
    return f"{chance.choice(FIRST_NAMES)} {chance.choice(LAST_NAMES)}"


def _plain(chance: random.Random, count: int) -> str:
    return " ".join(chance.choice(WORDS) for _ in range(count)).title()


def _accented_or_plain(chance: random.Random) -> str:
    return chance.choice(ACCENTED) if chance.random() < 0.6 else chance.choice(WORDS).title()


def _plural(chance: random.Random) -> str:
    return "s" if chance.random() < 0.6 else ""
