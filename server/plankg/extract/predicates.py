"""Reads the words between a measured thing and its value: 人才总数|力争达到|44万人."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.phrase import Predicate, direction_named, kind_named
from plankg.extract.quantity import comparator_named
from plankg.extract.times import ANNUAL, TimeGrammar
from plankg.extract.verbs import VerbTable
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Direction, Kind, Span

_BASE = re.compile(
    r"(?:(?<!占)比|较)[ 　]?(?:上年|去年|上一年|前一年|年初|基期|现状|20\d\d[ 　]?年"
    r"|20\d\d[ 　]?年?(?:[—－–-]|至)20\d\d[ 　]?年(?:平均|均)(?:值|数|水平)?"
    r"|“?十[二三四五]五”?(?:时期|期间|期)?末?)"
    r"(?:底|末|同期)?"
    r"|(?:比|较)[ 　]?法定(?:办理|办结)?(?:时限|时间)?"
    r"|同比|在?[ 　]?20\d\d[ 　]?年(?:底|末)?的?基础上|以[ 　]?20\d\d[ 　]?年为基[期数]"
    r"|在(?:现行|现有|原有|原来|法定|承诺)(?:标准|水平|时限|办理时限|办结时限|时间)?的?基础上"
)
# 净水率|过|三成: more than so much; 通过20家 and 经过 are other words.
_PASSING, _BEYOND = "过", "超过"
_PASSES = f"(?<=[一-鿿])(?<![通经超度渡走越逾跨路不大]){_PASSING}"
_SHARE_FOLLOWS = re.compile(
    r"[ 　]*(?:\d[\d.]*[ 　]?[%％成]|[二三四五六七八九]成|半数?(?![年月天个]))"
)
_ABOUT = "约"
_SPECIAL = (_ABOUT, _PASSING)
_UNTIL = re.compile("[ 　]*[至到][ 　]*")
_GOES_ON = re.compile(r"[^，,；;。：:、（(\s]")
# 满意度|位居全市|前3名, 综合实力|保持在全国同类园区|前10位: a rank, and among whom.
_AMONG = re.compile(
    "(?P<words>(?:保持|稳定|继续|力争)?(?:稳居|位居|位列|进入|跻身|迈入|挺进|重返|重回|处于|排名|排在|居|列)?在?"
    "(?<=[入身居列返回于名在持]))"
    "(?P<among>(?:全[国省市州区县盟旗]|全球|世界|[东中西]部|中西部|全行业|同行业)"
    "(?:[一-鿿]{0,6}(?:城市|开发区|高新区|园区|地区|[县市区](?!域))|百强)?)\\Z"
)
_RANKS = ("前", "第")
_FOR_EACH = re.compile("(?<=[到至达为于])每[生人户名床](?:每[年月天])?\\Z")
# No predicate, hedge or time is longer; a bound keeps the search for them linear.
_LONGEST_TAIL = 40
# 累计 over increase, change, level: of two predicates the stronger says the kind.
_STRENGTH: dict[str, int] = {"": 0, "level": 1, "change": 2, "increase": 3, "cumulative": 4}
_OF_RATES = ("年均", "平均")
# Hedges that are the beginning of a predicate: 保持在, 稳定在.
_HEDGING = ("保持", "维持", "稳定", "一般")
_HEDGED_BY = {"稳在": "稳"}
# 力争|进入全省|前十位
_STRIVING = "力争"


@dataclass(frozen=True, slots=True)
class Tail:
    """What stands between a measured thing, which ends at `start`, and its value."""

    start: int
    predicate: Predicate | None = None
    hedge: str = ""
    annual: Span | None = None


class PredicateGrammar:
    """The predicates, hedges and adverbs before a value, compiled once."""

    def __init__(self, lookups: Lookups, times: TimeGrammar, verbs: VerbTable) -> None:
        self._rows = {row["words"]: row for row in lookups.rows("predicates")}
        self._directions: dict[str, Direction] = {
            row["words"]: direction_named(row["direction"])
            for row in lookups.rows("change_directions")
        }
        self._rows[_PASSING] = self._rows[_BEYOND]
        # 签|约|30万吨, 节|约|水: half of a word.
        plain = any_of(word for word in self._rows if word not in _SPECIAL)
        self._predicate = re.compile(rf"(?:(?<![签节履违合预公])约|{plain}|{_PASSES})\Z")
        self._hedge = re.compile(any_of(lookups.words("hedges")))
        # 争创 is a verb and a hedge at once: before a value it is read as the verb.
        hedges = any_of(word for word in lookups.words("hedges") if word not in verbs)
        # 比2020年的12万吨、2万吨|分别减少10%、20%: what it was then.
        then = rf"(?:{_BASE.pattern})的(?:\d[\d.]*{lookups.unit_pattern}[、和及]?){{1,4}}"
        # 出水量日|均高于5吨: a mean of days is no 均.
        means = "".join(
            rf"(?<!{re.escape(word)}均)" for word in lookups.words("name_words", sort="mean-of")
        )
        # 比例|应达到60%; 天然气供应|达到5吨.
        self._ought = frozenset(lookups.words("adverbs", place="ought"))
        ends = "".join(lookups.words("name_words", sort="ought-of"))
        ought = rf"(?<![{ends}]){any_of(lookups.words('adverbs', place='ought'))}"
        self._tail = re.compile(
            rf"(?:{any_of(lookups.words('adverbs', place='tail'))}{means}|{ought}|{hedges}"
            # 提高到|2023年的|45%
            r"|(?<=[到至为])20\d\d[ 　]?年[底末]?的"
            rf"|{ANNUAL.pattern}|{then}|{_BASE.pattern}|{times.phrase.pattern})\Z"
        )
        self._each = frozenset(lookups.words("sentence_words", sort="each"))

    def tail_of(self, text: str, start: int, end: int) -> Tail:
        """Return the predicates, hedges and adverbs at the end of ``text[start:end]``."""
        if _UNTIL.fullmatch(text, start, end) and _GOES_ON.match(text, start - 1):
            # 压缩50%以上|至|5天以内
            until = text[start:end].strip(" 　")
            return Tail(start, Predicate(Span(start, end), "level", "=", until))
        words: list[str] = []
        kind: Kind | None = None
        comparator: Comparator = "="
        hedge, kept = "", ""
        direction: Direction | None = None
        annual: Span | None = None
        split = False
        stop, noun = end, -1
        ranked = _ranked_among(text, start, end)
        if ranked:
            words, kind, stop = [ranked["words"]], "level", ranked.start()
            said = (one for one in (*_HEDGING, _STRIVING) if ranked["words"].startswith(one))
            hedge = next(said, "")
        while stop > start:
            if text[stop - 1] in " 　\n：:":
                stop -= 1
                continue
            low = max(start, stop - _LONGEST_TAIL)
            found = self._predicate.search(text, low, stop)
            if found and found.group() == _PASSING and not _SHARE_FOLLOWS.match(text, end):
                found = None
            tail = self._tail.search(text, low, stop)
            each = _FOR_EACH.search(text, low, stop) if not words else None
            if each:
                # 标准提高到|每生每年|4500元
                stop = each.start()
                continue
            if found and (not tail or found.start() <= tail.start()):
                word, stop = found.group(), found.start()
                row = self._rows[word]
                kind = _stronger(kind, row["kind"])
                direction = direction or self._directions.get(word)
                if row["comparator"] != "=" and comparator == "=":
                    comparator = comparator_named(row["comparator"])
                if row["name"] == "keep":
                    kept = word + kept
                    noun = found.start()
                elif row["name"] != "drop":
                    # 水管|降价|30%: its price.
                    kept = row["name"] + kept
                hedge = hedge or next((one for one in _HEDGING if word.startswith(one)), "")
                hedge = hedge or _HEDGED_BY.get(word, "")
            elif tail and tail.group() in self._ought and not words:
                # 将|20座水站纳入…: before a value itself it is no adverb.
                break
            elif tail and tail.end() > tail.start():
                word, stop = tail.group(), tail.start()
                hedge = hedge or self._leading_hedge(word)
                if ANNUAL.fullmatch(word):
                    annual = Span(tail.start(), tail.end())
                # 年均|增速: how often is part of the rate's name.
                kept = word + kept if tail.end() == noun and word in _OF_RATES else kept
                split = split or word in self._each
            else:
                break
            words.insert(0, word)
        if not words:
            return Tail(stop)
        among = ranked["among"] if ranked else ""
        predicate = Predicate(
            Span(stop, end), kind, comparator, "".join(words), split, kept, direction, among
        )
        return Tail(stop, predicate, hedge, annual)

    def _leading_hedge(self, word: str) -> str:
        """Return the hedge that a word is, or that a time begins with: 力争|2023年."""
        match = self._hedge.match(word)
        return match.group() if match else ""


def _ranked_among(text: str, start: int, end: int) -> re.Match[str] | None:
    """Return the words that say among whom a rank is reached: 位居全市|前3名; None elsewhere."""
    if not text.startswith(_RANKS, end):
        return None
    return _AMONG.search(text, max(start, end - _LONGEST_TAIL), end)


def _stronger(kind: Kind | None, other: str) -> Kind | None:
    """Return which of two predicates' kinds holds: 累计 over increase, change, level.

    累计|下降|13.5% is a difference, summed up over the years of the plan.
    """
    if {kind, other} == {"change", "cumulative"}:
        return "change"
    return kind_named(other) if _STRENGTH[other] > _STRENGTH[kind or ""] else kind
