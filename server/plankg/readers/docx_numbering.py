"""Works out the numbers that Word draws before paragraphs but does not write into them.

一、 / （一） / 1. of a list are no text of a .docx; they follow from the numbering definitions and
from the paragraphs before. Headings are known by them, so they are put back.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from docx.oxml.ns import qn
from lxml import etree

_HAN = "零一二三四五六七八九"
_LEGAL = str.maketrans("零一二三四五六七八九十百千", "零壹贰叁肆伍陆柒捌玖拾佰仟")
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"),
          (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))  # fmt: skip
_PLACE = re.compile(r"%([1-9])")


def han_numeral(number: int) -> str:
    """Return a number below ten thousand as it is counted in Chinese: 十, 二十一, 一百零五."""
    if not 0 < number < 10_000:
        return str(number)
    words = ""
    gap = False
    for power, sign in ((1000, "千"), (100, "百"), (10, "十"), (1, "")):
        digit = number // power % 10
        if digit:
            words += ("零" if gap and words else "") + _HAN[digit] + sign
        gap = not digit
    return words.removeprefix("一") if 10 <= number < 20 else words


def _digits(number: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(number))


def _roman(number: int) -> str:
    words = ""
    for value, sign in _ROMAN:
        count, number = divmod(number, value)
        words += sign * count
    return words


def _letters(number: int) -> str:
    # After z Word goes on with aa, bb, not ab.
    return chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _sign_from(first: str, last: int) -> Callable[[int], str]:
    """Return a writer that takes the number's sign from a row of them, and digits beyond."""
    return lambda number: chr(ord(first) + number - 1) if 0 < number <= last else str(number)


def _circled(number: int) -> str:
    return chr(ord("㉑") + number - 21) if 20 < number <= 35 else _sign_from("①", 20)(number)


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[(number - 1) % len(signs)]


_FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda n: "".join(chr(ord(digit) + 0xFEE0) for digit in str(n)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalEnclosedFullstop": _sign_from("⒈", 20),
    "decimalEnclosedParen": _sign_from("⑴", 20),
    "ideographEnclosedCircle": _sign_from("㊀", 10),
    "chineseCounting": han_numeral,
    "chineseCountingThousand": han_numeral,
    "japaneseCounting": han_numeral,
    "taiwaneseCounting": han_numeral,
    "taiwaneseCountingThousand": han_numeral,
    "koreanDigital2": han_numeral,
    "ideographDigital": _digits,
    "japaneseDigitalTenThousand": han_numeral,
    "chineseLegalSimplified": lambda number: han_numeral(number).translate(_LEGAL),
    "ideographTraditional": _of("甲乙丙丁戊己庚辛壬癸"),
    "ideographZodiac": _of("子丑寅卯辰巳午未申酉戌亥"),
    "lowerLetter": _letters,
    "upperLetter": lambda number: _letters(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
    "none": lambda _: "",
}  # fmt: skip


@dataclass(frozen=True)
class _Level:
    start: int
    form: str
    pattern: str
    legal: bool
    restart: int | None
    style: str


@dataclass(frozen=True)
class _List:
    """One numbered list: the definition whose counters it shares, its levels, its own starts."""

    definition: str
    levels: Mapping[int, _Level]
    starts: Mapping[int, int]


class Numbering:
    """Gives each numbered paragraph its label; to be asked once for each, in document order."""

    def __init__(self, numbering: etree._Element | None, styles: etree._Element | None) -> None:
        self._styles = {
            _value(style, "w:styleId", ""): style
            for style in ([] if styles is None else styles.iterfind(qn("w:style")))
        }
        self._default = next(
            (
                name
                for name, style in self._styles.items()
                if style.get(qn("w:default")) in ("1", "true")
                and style.get(qn("w:type")) == "paragraph"
            ),
            "",
        )
        self._lists = {} if numbering is None else self._read(numbering)
        self._counters: dict[str, dict[int, int]] = {}
        self._started: set[tuple[str, int]] = set()

    def label(self, paragraph: etree._Element) -> str:
        """Return what Word draws before a paragraph, ``""`` for none or a mere bullet."""
        place = self._place(paragraph)
        if place is None or place[0] not in self._lists:
            return ""
        number, level = place
        numbered = self._lists[number]
        definition = numbered.levels.get(level)
        if definition is None:
            return ""
        counters = self._counters.setdefault(numbered.definition, {})
        self._advance(number, level, counters)
        if definition.form == "bullet":
            return ""
        label = _PLACE.sub(
            lambda match: self._drawn(numbered, definition, int(match[1]) - 1, counters),
            definition.pattern,
        )
        # 第一章 总则, 1.1 目标: run together, number and words would read as one; ①目标 would not.
        runs_in = label[-1:].isdecimal() or label[-1:].isalpha()
        return label + " " if runs_in else label

    def style_of(self, paragraph: etree._Element) -> str:
        """Return the name of a paragraph's style in lower case, e.g. ``heading 1``, ``toc 1``."""
        style = self._styles.get(self._style_id(paragraph))
        name = None if style is None else style.find(qn("w:name"))
        return "" if name is None else _value(name, "w:val", "").lower()

    def _advance(self, number: str, level: int, counters: dict[int, int]) -> None:
        numbered = self._lists[number]
        if level in numbered.starts and (number, level) not in self._started:
            self._started.add((number, level))
            counters[level] = numbered.starts[level] - 1
        counters[level] = counters.get(level, numbered.levels[level].start - 1) + 1
        for deeper in [one for one in counters if one > level]:
            restart = numbered.levels[deeper].restart if deeper in numbered.levels else None
            if restart is None or level < restart:
                del counters[deeper]

    def _drawn(
        self, numbered: _List, drawing: _Level, level: int, counters: Mapping[int, int]
    ) -> str:
        definition = numbered.levels.get(level)
        if definition is None:
            return ""
        count = counters.get(level, definition.start)
        form = "decimal" if drawing.legal else definition.form
        return _FORMATS.get(form, str)(count)

    def _style_id(self, paragraph: etree._Element) -> str:
        named = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        return self._default if named is None else _value(named, "w:val", "")

    def _place(self, paragraph: etree._Element) -> tuple[str, int] | None:
        """Return the list and level of a paragraph: its own, or those of its style."""
        own = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        number, level = _number_and_level(own)
        if number:
            return None if number == "0" else (number, level or 0)
        seen: set[str] = set()
        style_id = first = self._style_id(paragraph)
        while style_id in self._styles and style_id not in seen:
            seen.add(style_id)
            style = self._styles[style_id]
            number, styled = _number_and_level(style.find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
            level = level if level is not None else styled
            if number:
                if number == "0":
                    return None
                return number, self._level_of_style(number, (first, style_id), level or 0)
            based = style.find(qn("w:basedOn"))
            style_id = "" if based is None else _value(based, "w:val", "")
        return None

    def _level_of_style(self, number: str, styles: tuple[str, ...], level: int) -> int:
        levels = self._lists[number].levels if number in self._lists else {}
        return next((at for at, one in levels.items() if one.style and one.style in styles), level)

    def _read(self, numbering: etree._Element) -> dict[str, _List]:
        definitions = {
            _value(one, "w:abstractNumId", ""): one
            for one in numbering.iterfind(qn("w:abstractNum"))
        }
        numbers = {_value(one, "w:numId", ""): one for one in numbering.iterfind(qn("w:num"))}
        return {
            name: _list_of(one, self._definition_of(one, definitions, numbers))
            for name, one in numbers.items()
        }

    def _definition_of(
        self,
        number: etree._Element,
        definitions: Mapping[str, etree._Element],
        numbers: Mapping[str, etree._Element],
    ) -> etree._Element | None:
        """Return a list's definition; one that stands for a list style is looked up there."""
        definition = definitions.get(_child_value(number, "w:abstractNumId"))
        link = "" if definition is None else _child_value(definition, "w:numStyleLink")
        if link not in self._styles:
            return definition
        named, _ = _number_and_level(self._styles[link].find(f"{qn('w:pPr')}/{qn('w:numPr')}"))
        if named not in numbers:
            return definition
        return definitions.get(_child_value(numbers[named], "w:abstractNumId"), definition)


def _list_of(number: etree._Element, definition: etree._Element | None) -> _List:
    levels = {} if definition is None else _levels(definition)
    starts: dict[int, int] = {}
    for override in number.iterfind(qn("w:lvlOverride")):
        levels |= _levels(override)
        start = _child_value(override, "w:startOverride")
        if start:
            starts[_integer(_value(override, "w:ilvl", "0"))] = _integer(start)
    name = "" if definition is None else _value(definition, "w:abstractNumId", "")
    return _List(name, levels, starts)


def _levels(parent: etree._Element) -> dict[int, _Level]:
    return {
        _integer(_value(level, "w:ilvl", "0")): _Level(
            start=_integer(_child_value(level, "w:start") or "1"),
            form=_format(level),
            pattern=_child_value(level, "w:lvlText"),
            legal=level.find(qn("w:isLgl")) is not None,
            restart=_restart(level),
            style=_child_value(level, "w:pStyle"),
        )
        for level in parent.iterfind(qn("w:lvl"))
    }


def _format(level: etree._Element) -> str:
    """Return a level's number format, also where a newer one is wrapped as an alternative."""
    found = next(level.iter(qn("w:numFmt")), None)
    return "decimal" if found is None else _value(found, "w:val", "decimal")


def _restart(level: etree._Element) -> int | None:
    value = _child_value(level, "w:lvlRestart")
    return _integer(value) if value else None


def _number_and_level(properties: etree._Element | None) -> tuple[str, int | None]:
    if properties is None:
        return "", None
    level = _child_value(properties, "w:ilvl")
    return _child_value(properties, "w:numId"), _integer(level) if level else None


def _child_value(parent: etree._Element, child: str) -> str:
    found = parent.find(qn(child))
    return "" if found is None else _value(found, "w:val", "")


def _value(element: etree._Element, attribute: str, default: str) -> str:
    return str(element.get(qn(attribute), default))


def _integer(value: str) -> int:
    # A damaged definition must not stop the reading of a sound text.
    return int(value) if value.lstrip("-").isdigit() else 0


__all__ = ["Numbering", "han_numeral"]
