"""Reads the words that lead to a measured thing: 全市|每年|力争|引进|科技人才项目."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from plankg.extract.phrase import Verb
from plankg.extract.times import ANNUAL, OF_THINGS, TimeGrammar
from plankg.extract.verbs import VerbTable
from plankg.lookups import Lookups, any_of
from plankg.model import Comparator, Span

_SHARE = re.compile("(?:其中|包括|包含)[，,：:]?")
_CUMULATIVE = re.compile("累计")
# Signs by which two verbs share what follows: 新建、改扩建|公办幼儿园.
_JOINED_VERBS = ("、", "和", "或", "及", "并", "与")
# 并联审批, 和谐: with these a sign of a list begins a word.
_SIGN = re.compile(
    "[ 　、，,；;]|或者?|和(?![谐美睦])|及(?![时格])"
    # 与省外院校共建实验室: with whom is part of the name.
    "|与(?!会|[^，、；。0-9]{2,16}(?:共建|共办|联合|合作)[^，、；。])|并(?![联网购轨])"
)
# 依托河湖、湿地等|新建绿道: after examples begins what is done.
_AND_SO_ON = "等"
# 每个乡镇|各|新建1座; 各类 and 各项 are words.
_EACH_DOES = re.compile("各自?(?![类种级项个自有地界方])")
# 拟|新建: an adverb before a verb only (拟定 is a verb), that says how surely.
_INTENDED = "拟"
_FOR = "用于"
# 再|新增60万吨; 再开发利用 and 再就业 are words of their own.
_AGAIN_IN_NAME = re.compile("再(?:开发利用|就业|培训|教育)")
# 二期|建成6座; 二期工程, 首期基金 and 引导基金 are names.
_STAGE_IN_NAME = re.compile("(?:首|第?[一二三])[期批](?:工程|项目|基金|规模|投资)|引导基金(?!投)")
# 使|净水率提高到90%: the effect is what is committed to. 使用 and 使命 are words of their own.
_CAUSING = re.compile("使得?(?![用命者馆节领团其])")
BY_THE_YEAR = (
    "(?<![\\d一二两三四五六七八九十几每全今明去当上本同近历来次学半多后前往整隔新])"
    "年(?:输出|节约|节省|减排|培训)"
)
"""What is done each year, said within a clause: 余热利用|年节约|标煤3万吨; 年产量 is a name."""
_IN = "在"
# 在各设区市|（含试验区，下同）|推出…
_INSIDE = re.compile(r"(?:建成区)?(?:[（(]不?[含包][^（()）]{1,24}[）)])?(?:范围)?内?")
# 全市的, 全国性, 全省排名第5: with these a scope word begins a longer name.
_LONGER_NAME = re.compile(r"(?:的|级|性|范围|排名|第|内外)")


@dataclass(frozen=True)
class Lead:
    """What leads to the measured thing, which begins at `position`."""

    position: int
    verbs: tuple[Verb, ...] = ()
    hedge: str = ""
    annual: Span | None = None
    scope: Span | None = None
    share: bool = False
    cumulative: Span | None = None
    comparator: Comparator = "="


class LeadGrammar:
    """The hedges, times, scopes, adverbs and verbs before a measured thing, compiled once."""

    def __init__(self, lookups: Lookups, times: TimeGrammar, verbs: VerbTable) -> None:
        self._verbs = verbs
        self._hedge = re.compile(any_of(lookups.words("hedges")))
        # 再 and 将 are adverbs before a verb only, and so is 年度: 年度限额 is a name.
        self._bound = frozenset(lookups.words("adverbs", place="before-verb"))
        self._adverb = re.compile(any_of({*lookups.words("adverbs", place="lead"), *self._bound}))
        self._after_name = frozenset(lookups.words("sentence_words", sort="after-name"))
        at_least = re.compile(any_of(lookups.words("sentence_words", sort="at-least")))
        # Words in the middle of a clause from which what is done is said, after who does it.
        doing = any_of(lookups.words("target_verbs", sort="set-up"))
        self._anew = re.compile(
            rf"{any_of(lookups.words('sentence_words', sort='anew'))}|{_AND_SO_ON}(?={doing})"
            rf"|{BY_THE_YEAR}(?=[一-鿿]{{2}})"
        )
        verbs_of_doing = any_of({*lookups.words("target_verbs", sort="serving"), "负责", "牵头"})
        self._charged = re.compile(
            rf"由[一-鿿、（）]{{2,24}}?(?=(?:负责|牵头)?(?:{doing}|{verbs_of_doing}))(?:负责|牵头)?"
        )
        # 在库校生: with these 在 is half of a word.
        self._where = re.compile(
            rf"在(?![建册编校岗职读线途库任用研孵])[一-鿿、“”（）]{{2,40}}?(?=(?:新建|新增|{verbs_of_doing}))"
        )
        self._for_whom = re.compile(
            "为[一-鿿、“”]{2,20}?(?=(?:公开|定向|定向订单|订单)?(?:招聘|招录|培养|输送|选派|选聘|引进|配备|节约|节省))"
        )
        self._part = re.compile("|".join(lookups.words("region_groups", "pattern", of="any")))
        self._time = times.phrase
        self._sorts = (
            ("share", _SHARE),
            ("cumulative", _CUMULATIVE),
            ("at-least", at_least),
            ("hedge", self._hedge),
            ("annual", ANNUAL),
            ("time", times.phrase),
        )

    def lead_of(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Lead:
        """Read the words that lead to the measured thing: hedges, times, scopes, verbs.

        市级财政|每年|安排…: who does it may stand before; how often or how surely begins anew.
        """
        lead = self._lead_from(text, start, end, scopes)
        if not lead.verbs and (charged := self._charged.match(text, lead.position, end)):
            # 由市水利局|开展|培训100人次: who does it is no part of what is done.
            done = self._lead_from(text, charged.end(), end, scopes)
            if done.verbs:
                return replace(done, hedge=lead.hedge or done.hedge, scope=lead.scope or done.scope)
        if not lead.verbs and (beside := self._beside(text, lead.position, end, scopes)):
            return replace(
                beside,
                hedge=lead.hedge or beside.hedge,
                annual=lead.annual or beside.annual,
                scope=lead.scope or beside.scope,
                cumulative=lead.cumulative or beside.cumulative,
            )
        if not lead.verbs and (later := self._anew.search(text, lead.position, end)):
            begins = later.end() if later.group() == _AND_SO_ON else later.start()
            anew = self._lead_from(text, begins, end, scopes)
            if anew.verbs or (anew.hedge and anew.scope):
                # 水务城成为高地|力争全市|净水率…: what is striven for begins a clause of its own.
                return replace(anew, scope=lead.scope or anew.scope, share=lead.share)
        return lead

    def _beside(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Lead | None:
        """Return what is done behind where, or for whom, it is: 在重点乡镇|新建…, 为水站|招聘….

        A part of the area, or each place of a sort, is its scope: 在|主城区|更换…, 在|各县区|召开….
        """
        if within := self._within(text, start, end, scopes):
            return within
        found = self._where.match(text, start, end) or self._for_whom.match(text, start, end)
        done = self._lead_from(text, found.end(), end, scopes) if found else None
        return done if done and done.verbs else None

    def _within(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Lead | None:
        if not text.startswith(_IN, start):
            return None
        begin = start + len(_IN)
        place = self._part.match(text, begin, end) or scopes.match(text, begin, end)
        if place is None:
            return None
        inside = _INSIDE.match(text, place.end(), end)
        done = self._lead_from(text, inside.end() if inside else place.end(), end, scopes)
        return replace(done, scope=done.scope or Span(*place.span())) if done.verbs else None

    def _lead_from(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Lead:
        """Read leading words one after the other, up to the first that is none."""
        verbs: list[Verb] = []
        lead = Lead(start)
        position = start
        while position < end:
            step = self._next(text, position, end, scopes)
            if step is None:
                break
            sort, stop = step
            if sort == "verb" and verbs and not self._goes_on(text, verbs[-1], position):
                break
            own = Span(position, stop)
            if sort == "hedge":
                lead = replace(lead, hedge=lead.hedge or self._plain_hedge(own.of(text)))
            elif sort == "annual":
                lead = replace(lead, annual=lead.annual or own)
            elif sort == "scope":
                lead = replace(lead, scope=own)
                # 每个乡镇|各|新建1座
                each = text[position] in "每所各" and _EACH_DOES.match(text, stop, end)
                stop = each.end() if each else stop
            elif sort == "share":
                lead = replace(lead, share=True)
            elif sort == "cumulative":
                lead = replace(lead, cumulative=own)
            elif sort == "adverb":
                lead = replace(lead, hedge=lead.hedge or self._hedging(own.of(text)))
            elif sort == "at-least":
                lead = replace(lead, comparator=">=")
            elif sort == "verb":
                verbs.append(self._verbs.verb(own, own.of(text)))
                lead = replace(lead, hedge=lead.hedge or self._plain_hedge(own.of(text)))
            position = stop
        return replace(lead, position=position, verbs=tuple(verbs))

    def _next(
        self, text: str, position: int, end: int, scopes: re.Pattern[str]
    ) -> tuple[str, int] | None:
        """Return the sort and end of the next leading word that is no part of the head."""
        if sign := _SIGN.match(text, position, end):
            return "sign", sign.end()
        if text[position] == "“" and text.find("”", position, end) < 0:
            # 实现“引进人才达到2000名、…”的目标: the quotation goes on beyond this value.
            return "sign", position + 1
        if causing := _CAUSING.match(text, position, end):
            return "sign", causing.end()
        if text[position] == "在" and (by := self._time.match(text, position + 1, end)):
            # 在2022年前|新建水站1个
            return "time", by.end()
        if text.startswith(_FOR, position) and self._verbs.begins(text, position + len(_FOR), end):
            # 安排资金，用于|新建水站2座
            return "sign", position + len(_FOR)
        if text[position] == "年" and self._verbs.begins(text, position + 1, end):
            # 年|培训1万人: so many each year.
            return "annual", position + 1
        for sort, pattern in self._sorts:
            match = pattern.match(text, position, end)
            if not match or match.end() == position:
                continue
            if sort == "hedge" and match.group() in self._verbs:
                return "verb", match.end()
            if sort == "hedge" and match.group() in self._after_name:
                continue
            if sort == "time" and OF_THINGS.match(text, match.end(), end):
                # 完成|2000年底前建成的老旧小区改造320个
                return None
            return sort, match.end()
        scope = scopes.match(text, position, end)
        if scope and scope.end() > position and _stands_alone(text, scope.end(), end):
            return "scope", scope.end()
        return self._verb_or_adverb(text, position, end)

    def _verb_or_adverb(self, text: str, position: int, end: int) -> tuple[str, int] | None:
        """Return the sort and end of a verb or adverb, whichever is longer."""
        verb_end = self._verbs.end_of(text, position, end)
        adverb = self._adverb.match(text, position, end)
        if adverb and (
            _AGAIN_IN_NAME.match(text, position, end) or _STAGE_IN_NAME.match(text, position, end)
        ):
            return None
        if verb_end is not None and (not adverb or verb_end >= adverb.end()):
            return "verb", verb_end
        if adverb and adverb.end() < end:
            # 再 and 将 are adverbs before a verb only: 再生水 and 将军 are names.
            alone = adverb.end() - adverb.start() > 1 and adverb.group() not in self._bound
            follows = alone or self._verbs.begins(text, adverb.end(), end)
            if follows or self._adverb.match(text, adverb.end(), end):
                return "adverb", adverb.end()
        return None

    def _goes_on(self, text: str, verb: Verb, position: int) -> bool:
        """Say whether a further verb may follow at `position`: 推动|实施, 新建、|改扩建."""
        return self._verbs.leads(verb) or text[verb.span.end : position] in _JOINED_VERBS

    def _hedging(self, adverb: str) -> str:
        """Return an adverb before a verb that says how surely (拟|新建, 努力|建成), else `""`."""
        return adverb if adverb == _INTENDED else self._plain_hedge(adverb)

    def _plain_hedge(self, word: str) -> str:
        match = self._hedge.fullmatch(word)
        return match.group() if match else ""


def _stands_alone(text: str, stop: int, end: int) -> bool:
    """Say whether a scope word is a phrase of its own, not the start of a longer name."""
    return not _LONGER_NAME.match(text[stop : min(end, stop + 2)])
