"""The verbs of ``verbs.tsv``: where they stand, what kind of value they say, what may follow."""

from __future__ import annotations

import re

from plankg.extract.phrase import Verb, kind_named
from plankg.lookups import Lookups, any_of
from plankg.model import Span

_SHORT, _SHORT_FOR = "建", "建设"
_HOLD, _HOLD_FOR = "办", "举办"
# 办|招聘会150场; 办公 and 办理 are words of their own.
_HOLDS = re.compile(
    f"{_HOLD}(?![理结公事学法案证税件])"
    "(?=[一-鿿“”]{0,12}(?:[会赛展]|活动|赛事|展览|培训班|讲座|论坛|演出)\\Z)"
)
# 建|救护站4座; 建制村 and 建湖县 are names, 建强队伍 is another verb.
_BUILDS = re.compile(
    f"{_SHORT}(?![设成筑立造档材国制模账构议言卡房有好强起全行交投邺瓯德始昌华]"
    "|[湖水阳宁平]县|[阳宁安]区|工(?!厂|业|坊)|管(?!网|道|廊)|养(?!老|殖)|安(?!置|全)|户(?!外))"
    "(?=[一-鿿“]{2})"
)


class VerbTable:
    """The verbs of the grammar, compiled once."""

    def __init__(self, lookups: Lookups) -> None:
        self._rows = {row["word"]: row for row in lookups.rows("verbs")}
        any_verb = any_of(self._rows)
        self._verb = re.compile(any_verb)
        # 各镇|各建|2座泵站: so short a verb is one only behind these words.
        self._rows |= {_SHORT: self._rows[_SHORT_FOR], _HOLD: self._rows[_HOLD_FOR]}
        self._last = re.compile(rf"(?:{any_verb}|(?<=[各均都再少]){_SHORT})\Z")
        # 孵化器, 引领性, 服务型: with these a verb is the beginning of a name.
        names_on = "|".join(lookups.words("verbs_in_names", "pattern"))
        self._names_on = re.compile(names_on)

    def __contains__(self, word: str) -> bool:
        """Say whether a word is a verb."""
        return word in self._rows

    def verb(self, span: Span, word: str) -> Verb:
        """Return a verb of the table that stands at `span`."""
        row = self._rows[word]
        return Verb(span, word, kind_named(row["kind"]), row["name"])

    def end_of(self, text: str, position: int, end: int) -> int | None:
        """Return where a verb at `position` ends; None where none begins, or a name (孵化器)."""
        match = self._verb.match(text, position, end)
        short = _BUILDS.match(text, position, end) or _HOLDS.match(text, position, end)
        if short and match is None:
            return short.end()
        if match is None or self._names_on.match(text, match.end(), end):
            return None
        return match.end()

    def begins(self, text: str, position: int, end: int) -> bool:
        """Say whether a verb begins at `position`, be it in a name (孵化器) or not."""
        return self._verb.match(text, position, end) is not None

    def first_in(self, text: str, start: int, end: int) -> Verb | None:
        """Return the first verb of ``text[start:end]`` that begins no name (服务站)."""
        match = self._verb.search(text, start, end)
        while match and self._names_on.match(text, match.end(), end):
            match = self._verb.search(text, match.end(), end)
        return self._found(match)

    def last_of(self, text: str, span: Span) -> Verb | None:
        """Return the verb at the very end of a stretch: 发布 of 分领域发布."""
        return self._found(self._last.search(text, span.start, span.end))

    def leads(self, verb: Verb) -> bool:
        """Say whether a further verb may follow: 推动|实施…, but 建设|储备林 is one verb."""
        # 新增及更新: two verbs that were read as one lead to no third.
        row = self._rows.get(verb.word)
        return row is not None and row["leads"] == "yes"

    def _found(self, match: re.Match[str] | None) -> Verb | None:
        return self.verb(Span(match.start(), match.end()), match.group()) if match else None
