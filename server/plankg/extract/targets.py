"""Finds the targets: every number that the plan commits to, with all that is said of it.

One sentence at a time. Each value is read with the words around it (`phrases`); what a list
leaves out (a head, a verb, a tail) is restored from the item before it and gets evidence of its
own. A number that no rule understands is no target: it is reported, with the reason.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace

from plankg.extract.commitments import Commitment, SentenceState, Setting, Unread
from plankg.extract.phrases import Phrase, PhraseGrammar, Verb
from plankg.extract.quantities import Quantity, QuantityGrammar
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.sentences import clauses_in, sentences_in
from plankg.extract.times import Time, TimeGrammar, period_of
from plankg.extract.wording import (
    alike,
    clean_name,
    comparator_of,
    is_telling,
    item_end,
    kept_verbs,
    names_of_list,
    quote_start,
    reaches,
    restored_verbs,
    time_evidence,
    verb_kind,
)
from plankg.lookups import Lookups, any_of
from plankg.model import Evidence, Frequency, Kind, Span

_ONLY_LIST_SIGNS = re.compile(r"[、和及与以 　]*")
_RELATIVE = re.compile(r".+(?:、.+)+的(?=各类)")
_OUTCOME = re.compile(r"(?:实现|显著|不断|大幅|明显|持续|稳步|进一步|全面|基本|快速|逐步).*\Z")
_BECOMING = re.compile(r".*?成为")
_PLACE = re.compile(r"[一-鿿]{2,3}[省市](?!级|场|民|政|长|区)")
_AFTER_NAME = re.compile(
    r"(?:任务|建设任务|创建任务|创建工作|建设工作|创建活动|建设|创建|发展|落户|落地|投产|开工|培育)\Z"
)
# Verbs by which a counted list (六大产业群) comes into being.
_MAKING = (
    "打造",
    "形成",
    "培育",
    "建设",
    "建成",
    "创建",
    "打造形成",
    "培育形成",
    "做强",
    "做优",
    "壮大",
)
_COMMITTING = re.compile(r"到20\d\d年|力争|确保|实现|达到|基本|[一二三四五]年内|年底前|年末")
_DONE = re.compile(r"(?<=[一-鿿])(?:全部|基本)(?:建成|投产|投用|开工|达产|开业|完工).*\Z")
_BASE_BEFORE = re.compile(r"(?<=[一-鿿]{2})[由从][^，、由从\d]{0,8}\d[^，、]{0,12}\Z")
_YEAR = re.compile(r"20\d\d(?=年)")
_PER_HEAD = re.compile(r"每[千万百]?[一-鿿]|人均|万人")
# What is invested, sold or lent within a period is added up; it is no state at its end.
_FLOW = re.compile(r"(?:就业|再就业|脱贫|投资|投资额|成交额|融资|融资额|贷款|外资|进资|到账资金)\Z")
# A rate is never added up: whatever is done for it (推动…覆盖率达到85%), it is a level.
_RATE = re.compile(r"(?:率|比重|占比|比例|强度|浓度|指数)\Z")
# What the law demands of everyone is no commitment of this plan.
_NORM = re.compile(r"应当|应在|自[^，。]{1,20}之日|收到|不得|依法")
# 省级|以上企业技术中心: a level may stand for those above it too.
_AND_ABOVE = re.compile(r"\A(?:及|（含）)?以上")
# What is new within the period is an increase, though it be said to reach a number.
_NEW = re.compile("新增|净增|新签|新认定")
# 、3个千亿级|产业集群 after 1个万亿级.
_NEXT_GRADE = re.compile(
    r"(?:[、和及与]\d+[^，,。；;、和及与\d]{1,8}级)*[、和及与]\d+(?:[—－–-]\d+)?[个家条座]"
    r"[^，,。；;、和及与]{1,8}级(?P<tail>[一-鿿]{2,12})"
)
# 面向3万名管理人员|开展|素养培训: how a service is done for those counted.
_SERVES = re.compile("(?:组织)?(?:开展|实施|进行|提供|举办)")
# 跻身全国行列, 通过认证: what those counted come to.
_COMES_TO = re.compile("跻身|进入|通过|成为|纳入|列入|达到")
# 2亿元专项资金|支持…: what money is for is no part of its name.
_USED_FOR = re.compile("(?<=资金|经费|基金|信贷|贷款)(?:支持|用于|投入).*")
# How a sentence about another measure begins.
_TURNS = re.compile(
    "[ 　]*(?:持续|大力|积极|全面|深入|扎实|着力|加快|进一步)?"
    "(?:提升|提高|完善|推进|强化|加强|控制|优化|建立|健全|落实|开展|深化|支持|鼓励|引导|严格|促进|增强|扩大|针对|聚焦|围绕|发挥|探索)"
)
# Words before a counted doer that are no part of what is counted.
_WHO_OR_HOW = re.compile("(?:各级|各地)\\Z|\\A(?:加强|深化|促进)与\\Z")
# 贫困村|的网络覆盖: what of the places is counted.
_PLACE_OF = re.compile("[一-鿿]{1,5}?[县村镇市区乡户](?=的)")
# 安排1亿元|支持数字经济: money that is named by what it is for.
_FOR_WHAT = re.compile("支持|用于|扶持")
# A bracket that explains at length is no part of a name: 教师（同时具备理论和实践教学能力的教师）.
_EXPLAINED = re.compile(r"(?<=[一-鿿”])[（(](?:指|即|含|包括|同时)?[^（()）]{8,}[)）](?=[一-鿿])")
# 在|甲、乙等|6个地区|启动…: places are counted in which something is done.
_IN_PLACES = re.compile(
    r"(?:[一-鿿]{0,8}?(?:力争|争取|选择|选取))?(?:在|于|选择|选取)(?![^，,。]{0,6}基础上)"
)
_ANY_PLACE = re.compile(
    r"(?:个|左右)?(?:地区|地方|城市|县|县（市、区）|市县|区域|省市|省份|领域|方面)"
)
_COUNTS = frozenset(("classifier", "round", "small"))
# 总规模|100亿元|的产业引导基金: the size of what is set up, and its name.
_SIZE = re.compile(r"(?:首期|一期)?(?:总规模|规模|认缴规模)\Z")
_SIZED = re.compile(r"的(?P<name>[^，,。；;、的\d]{2,24}?(?:基金|资金池|资金|平台))")
# 占地区生产总值比重: a share whose part was named before.
_SHARE_OF = re.compile(r"占.+(?:比重|比例|比|份额)\Z")
_LONGEST_SUBJECT = 25
_SUBJECT_END = re.compile(r"[，,。；;：:、的]")


# 产值|超100亿元企业: a threshold that says of what.
_ABOVE = re.compile(r"(?P<of>[一-鿿]{2,8})(?:超|突破|达|达到|不低于)(?=[\d百千万])")
_ABOVE_ALONE = re.compile(r"(?:超|突破|达|达到|不低于)[\d百千万]")
_OF_ALL = re.compile(
    "面积|总规模|总数|总量|总数量|数量|规模|总面积|总长度|总里程|覆盖率|占比|比例|比重"
)
# 科技支出|占…比重: the part of a share.
_PART_OF_SHARE = re.compile(r"(?P<part>[^占]{2,})占.+(?:比重|比例|比|份额)\Z")
_NO_MODIFIER = ("国家", "全省", "全市", "全国")
_TIMED = re.compile(r"(?:时间|时限|用时|周期|期限|时长|耗时|天数|日数|环节|工期|限期|期)\Z")


class TargetGrammar:
    """The rules that find targets; made for one plan."""

    def __init__(self, lookups: Lookups, scopes: ScopeGrammar) -> None:
        self._times = TimeGrammar(lookups)
        self._quantities = QuantityGrammar(lookups)
        self._phrases = PhraseGrammar(lookups, self._times)
        self._scopes = scopes
        self._stock = re.compile(rf"{any_of(lookups.words('stock_nouns', 'ending'))}\Z")
        self._change = re.compile(rf"{any_of(lookups.words('change_nouns', 'ending'))}\Z")
        self._regions = re.compile(
            "(?:" + "|".join(lookups.words("region_groups", "pattern")) + r")(?=[一-鿿])"
        )
        self._region_alone = re.compile(
            "(?:" + "|".join(lookups.words("region_groups", "pattern")) + r")\Z"
        )
        self._anything_in = re.compile(
            "(?:" + "|".join(lookups.words("region_groups", "pattern", of="any")) + r")(?=[一-鿿])"
        )
        self._level = re.compile(
            rf"(?:{any_of(lookups.words('levels'))}|[1-5]?A{{1,5}}级|[甲乙丙一二三四五]级|[三四五]星级)"
        )
        self._for_whom = re.compile(
            rf"为[一-鿿]{{2,12}}?{any_of(lookups.words('service_verbs'))}\Z"
        )
        self._pairs = frozenset(lookups.words("list_pairs"))
        self._service_act = re.compile(any_of(lookups.words("service_acts")))
        self._never = [
            (re.compile(row["words"]), row["reason"], row["of"] == "money")
            for row in lookups.rows("not_commitments")
        ]

    def targets_in(self, text: str, span: Span, setting: Setting) -> Iterator[Commitment | Unread]:
        """Yield the targets of a stretch of running text, and the numbers not understood."""
        time = setting.time
        for sentence in sentences_in(text, span):
            words = sentence.of(text)
            committing = bool(time) or setting.lists_goals or bool(_COMMITTING.search(words))
            carried = time is not setting.time and not setting.lists_goals
            if carried and self._turns(text, sentence):
                time = setting.time
            state = SentenceState(sentence, setting, time, committing=committing)
            yield from self._sentence(text, state)
            time = state.time if state.time and state.time.reach != "context-year" else time

    def _turns(self, text: str, sentence: Span) -> bool:
        """Say whether a sentence turns to another measure, for which no time has been said yet."""
        first = next(clauses_in(text, sentence), sentence)
        return bool(_TURNS.match(text, first.start, first.end)) and not (
            self._quantities.quantities_in(text, first)
        )

    def last_time(self, text: str, span: Span) -> Time | None:
        """Return the last year that a stretch sets for what follows it."""
        found = [
            time
            for sentence in sentences_in(text, span)
            for clause in clauses_in(text, sentence)
            if (time := self._times.time_in(text, clause)) and time.reach != "context-year"
        ]
        return found[-1] if found else None

    def _sentence(self, text: str, state: SentenceState) -> Iterator[Commitment | Unread]:
        clauses = list(clauses_in(text, state.span))
        for index, clause in enumerate(clauses):
            values = self._quantities.quantities_in(text, clause)
            self._note_time(text, clause, values, state)
            if text[clause.start - 1 : clause.start] in ("；", ";"):
                state.kind, state.verbs, state.head, state.place = None, (), "", ""
            state.list_hedge = ""
            counted = [quantity for quantity in values if not quantity.part_of_name]
            refused = [self._reason_against(text, clause, quantity) for quantity in counted]
            if any(refused):
                reason = next(filter(None, refused))
                yield from (Unread(quantity.span, reason) for quantity in counted)
                continue
            before = clauses[index - 1] if index else None
            after = clauses[index + 1] if index + 1 < len(clauses) else None
            if after and any(q.word_class == "multiple" and q.unit == "倍" for q in counted):
                counted = [q for q in counted if not self._said_again(text, q, after)]
            for found in self._clause(text, clause, counted, before, state):
                if isinstance(found, Commitment) or is_telling(text, found):
                    yield found

    def _said_again(self, text: str, quantity: Quantity, after: Span) -> bool:
        """Say whether a doubling is said again as a number: 实现翻番，达到800家."""
        values = self._quantities.quantities_in(text, after)
        if not values or not quantity.span.of(text).startswith("翻"):
            return False
        phrase = self._phrases.phrase(text, after.start, values[0].span.start, self._scopes.pattern)
        return phrase.predicate is not None and not phrase.head.of(text).strip()

    def _note_time(
        self, text: str, clause: Span, values: tuple[Quantity, ...], state: SentenceState
    ) -> None:
        """Remember the clause's time; 每年 at its head holds for the rest of the sentence."""
        end = values[0].span.start if values else clause.end
        time = self._times.time_in(text, Span(clause.start, end))
        if time:
            state.time = time
            state.annual = None
            if time.reach == "by-year" or time.reach == "plan":
                hedge = re.match("力争|争取|确保", time.span.of(text))
                before = re.match("力争|争取|确保", clause.of(text))
                word = hedge or before
                state.hedge = word.group() if word and not values else state.hedge

    def _reason_against(self, text: str, clause: Span, quantity: Quantity) -> str:
        """Return why a number is no commitment of the plan; some reasons hold for money only."""
        words = clause.of(text)
        money = quantity.unit.endswith("元") or quantity.word_class == "share"
        return next(
            (
                reason
                for pattern, reason, only_money in self._never
                if (money or not only_money) and pattern.search(words)
            ),
            "",
        )

    def _clause(
        self,
        text: str,
        clause: Span,
        values: list[Quantity],
        before: Span | None,
        state: SentenceState,
    ) -> Iterator[Commitment | Unread]:
        if not values:
            scope = self._scopes.pattern.match(text, clause.start, clause.end)
            if scope and scope.end() == clause.end:
                self._set_scope(text, Span(scope.start(), scope.end()), state)
            return
        for special in (self._served, self._fund, self._in_places):
            read = special(text, clause, values, state)
            if read:
                yield from read
                return
        respective = self._respective(text, clause, values, state)
        if respective:
            yield from respective
            return
        begin = clause.start
        for index, quantity in enumerate(values):
            following = values[index + 1].span.start if index + 1 < len(values) else clause.end
            yield from self._item(text, begin, quantity, following, clause, before, state)
            begin = item_end(text, quantity, following, clause.end)

    def _item(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        following: int,
        clause: Span,
        before: Span | None,
        state: SentenceState,
    ) -> Iterator[Commitment | Unread]:
        """Read one value with the words before it (since `begin`) and after it."""
        zones = self._scopes.distributed(text, begin, quantity.span.start)
        start = zones[1] if zones else begin
        phrase = self._phrases.phrase(text, start, quantity.span.start, self._scopes.pattern)
        if phrase.scope:
            self._set_scope(text, phrase.scope, state)
        if phrase.annual and phrase.annual_leads:
            state.annual = phrase.annual
        name_after = self._name_after(text, quantity, following)
        if name_after and reaches(text, phrase, name_after):
            name_after = None
        if phrase.share_of_previous and quantity.word_class == "share" and name_after:
            yield self._share(text, begin, quantity, name_after, phrase, state)
            return
        fastest = phrase.head.of(text).endswith(("最快", "最短", "最长"))
        if quantity.word_class == "duration" and fastest and state.duration:
            yield self._fastest(text, begin, quantity, name_after, phrase, state)
            return
        if quantity.word_class == "duration" and quantity.comparator == "<=" and name_after:
            yield self._within(text, begin, quantity, name_after, phrase, state)
            return
        if quantity.word_class == "share" and name_after and (state.committing or phrase.verbs):
            yield self._share_first(text, begin, quantity, name_after, phrase, state, clause)
            return
        commitment = (
            self._value_first(text, begin, quantity, name_after, phrase, state, clause)
            if name_after
            else self._value_last(text, begin, quantity, clause, before, phrase, state)
        )
        if isinstance(commitment, Unread) or not zones:
            yield commitment
            return
        for zone in zones[0]:
            scope = self._scopes.name(zone.of(text))
            evidence = Evidence(zone, ("hasScope",))
            yield replace(commitment, scope=scope, evidence=(*commitment.evidence, evidence))

    def _name_after(self, text: str, quantity: Quantity, following: int) -> Span | None:
        """Return the name that follows a value (培育|20家|企业), or None where none does."""
        if quantity.noun:
            return Span(quantity.span.end - len(quantity.noun), quantity.span.end)
        start = quantity.span.end
        if start >= following or not re.match(r"[一-鿿“”A-Za-z\d（(]", text[start]):
            return None
        if text[start] in "和及与或" and following < len(text):
            return None
        if re.match("并|且(?!末)", text[start : start + 2]):
            return None
        bracket = re.compile(r"[（(][^（()）]*[)）]").match(text, start, following)
        if bracket and bracket.end() >= following:
            return None
        end = following
        while end > start and text[end - 1] in "、和及与 　。":
            end -= 1
        return Span(start, end) if end > start else None

    def _value_first(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        name: Span,
        phrase: Phrase,
        state: SentenceState,
        clause: Span,
    ) -> Commitment | Unread:
        """Read ``verb value name``: 建成1个国家级技术标准创新基地."""
        phrase = self._phrases.with_last_verb(text, phrase)
        verbs = phrase.verbs or (() if phrase.predicate or phrase.head.of(text) else state.verbs)
        facing = self._facing(text, quantity, name, phrase)
        does = facing or self._done_by(text, quantity, name, phrase, state)
        stated = phrase.predicate is not None and phrase.predicate.kind != "increase"
        if not phrase.verbs and stated and not does:
            return Unread(quantity.span, "a value before its name, without a verb of doing")
        if not verbs and not phrase.predicate and not does:
            return Unread(quantity.span, "a value before its name, without a verb of doing")
        if quantity.noun and not any(verb.word.endswith(_MAKING) for verb in verbs):
            return Unread(quantity.span, "a counted list that is not to come into being")
        if quantity.word_class not in ("classifier", "round", "counted", "measure", "small"):
            return Unread(quantity.span, f"a {quantity.word_class} before a name")
        close = bool(phrase.verbs) and not phrase.head.of(text).strip()
        if quantity.word_class in ("measure", "small") and not close:
            return Unread(quantity.span, f"a {quantity.word_class} before a name, without a verb")
        words = name.of(text)
        indicator = words if quantity.noun else self._named(words)
        if quantity.word_class in ("measure", "small") and not quantity.noun:
            indicator = _USED_FOR.sub("", indicator)
            if _FOR_WHAT.match(words) and quantity.unit.endswith("元"):
                indicator = f"{words}资金"
        shared: tuple[Evidence, ...] = ()
        if tail := self._tail_of_list(text, name, clause, indicator):
            indicator += tail.of(text)
            shared = (Evidence(tail, ("hasIndicator",), restored=True),)
        if indicator.endswith("级") and (grade := _NEXT_GRADE.match(text, name.end)):
            # 1个万亿级、3个千亿级产业集群: the last grade carries the name of all.
            indicator += grade["tail"]
            span = Span(grade.start("tail"), grade.end("tail"))
            shared = (Evidence(span, ("hasIndicator",), restored=True),)
        left = "" if does else phrase.head.of(text).strip(" 　、")
        indicator = does or indicator
        if left.endswith("等") and len(indicator) <= 2:
            # 甲路改建等10个|项目: a bare 项目 is told by what stands before it.
            indicator = left + indicator
        elif (
            left
            and not left.endswith(("等", "为", "有", "的", "成", "对", "将", "把"))
            and "、" not in left
        ):
            indicator = left + indicator
        indicator = kept_verbs(verbs) + indicator
        kind = verb_kind(verbs) or (phrase.predicate.kind if phrase.predicate else None)
        if _DONE.search(words):
            kind = "level"
        self._remember(state, verbs, kind, indicator, name)
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            indicator,
            kind or "increase",
            Span(quote_start(text, begin), name.end),
            rule="targets.value-first@1",
            restored=shared,
        )

    def _tail_of_list(self, text: str, name: Span, clause: Span, indicator: str) -> Span | None:
        """Return the tail that the last name of a list carries for all of them.

        100个农用地和50个建设用地|污染治理试点: both names end alike, and only the last goes on.
        """
        later = self._quantities.quantities_in(text, Span(name.end, clause.end))
        later = tuple(quantity for quantity in later if not quantity.part_of_name)
        if not later or len(indicator) < 3 or not indicator.endswith(name.of(text)):
            return None
        gap = text[name.end : later[0].span.start]
        last = text[later[-1].span.end : clause.end]
        if not _ONLY_LIST_SIGNS.fullmatch(gap) or not re.match("[一-鿿]", last):
            return None
        ending = indicator[-2:]
        at = last.find(ending)
        if at < 0 and (place := _PLACE_OF.match(last)) and indicator[-1] in "县村镇市区乡户":
            at, ending = place.end() - 1, last[place.end() - 1]
        if at <= 0 or at + len(ending) >= len(last) - 1:
            return None
        start = later[-1].span.end + at + len(ending)
        return Span(start, clause.end)

    def _facing(self, text: str, quantity: Quantity, name: Span, phrase: Phrase) -> str:
        """Return what 面向3万名管理人员开展素养培训 counts: 素养培训管理人员; else nothing."""
        if quantity.word_class not in _COUNTS:
            return ""
        before = text[max(0, quantity.span.start - 3) : quantity.span.start]
        if not re.search(r"(?:面向|对|为|组织)[ 　]*\Z", before):
            return ""
        words = name.of(text)
        done = _SERVES.search(words, 2)
        if done:
            served, thing = words[: done.start()], words[done.end() :]
        elif phrase.verbs and "的" in words:
            served, _, thing = words.rpartition("的")
        else:
            return ""
        return f"{thing}{served}" if thing and len(served) >= 2 else ""

    def _done_by(
        self, text: str, quantity: Quantity, name: Span, phrase: Phrase, state: SentenceState
    ) -> str:
        """Return what is counted where the things named do it: 80个城市初步实现…; else nothing."""
        words = name.of(text)
        head = phrase.head.of(text).strip(" 　、")
        if not state.committing or quantity.word_class not in _COUNTS or phrase.verbs:
            return ""
        compared = phrase.predicate and (
            phrase.predicate.kind or phrase.predicate.comparator != "="
        )
        if compared or (head and not _WHO_OR_HOW.search(head)):
            return ""
        does = self._phrases.doing_in(words) or _COMES_TO.search(words, 2)
        return re.sub(r"\A(?:我|全)[省市县区]", "", words) if does else ""

    def _named(self, words: str) -> str:
        """Return the counted thing of the words after a value, without what becomes of it."""
        words = _DONE.sub("", _BECOMING.sub("", words))
        name = _AFTER_NAME.sub("", words)
        return words if self._phrases.doing_in(name) else name

    def _value_last(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        clause: Span,
        before: Span | None,
        phrase: Phrase,
        state: SentenceState,
    ) -> Commitment | Unread:
        """Read ``verb name predicate value``: 引进科技人才项目100个."""
        opening = quote_start(text, begin)
        head = _after_opening(_BASE_BEFORE.sub("", phrase.head.of(text).strip(" 　、")))
        if phrase.predicate and len(head) > 2:
            head = head.removeprefix("将")
        if "原则上" in head:
            # 课时|原则上|占总课时一半: a hedge in the midst of the words is no part of the name.
            head, phrase = head.replace("原则上", ""), replace(phrase, hedge="原则上")
        head = _EXPLAINED.sub("", head)
        restored: list[Evidence] = []
        verbs = phrase.verbs
        if not head and verbs and phrase.predicate and phrase.predicate.words == "累计":
            head, verbs = verbs[-1].word, ()
        if not head:
            subject = self._subject(text, before, state)
            if subject is None:
                return Unread(quantity.span, "a value whose measured thing is not named")
            words, span, own = subject
            head = words
            if own:
                opening = span.start
            else:
                restored.append(Evidence(span, ("hasIndicator",), restored=True))
        if _OF_ALL.fullmatch(head) and state.head and state.head_span:
            # 新建起降点339个，|总规模|达413个: how many in all of what was named before.
            head = state.head.removesuffix(head) + head
            restored.append(Evidence(state.head_span, ("hasIndicator",), restored=True))
        if _SHARE_OF.fullmatch(head) and state.head and state.head_span:
            head = state.head + head
            restored.append(Evidence(state.head_span, ("hasIndicator",), restored=True))
        while verbs and _RATE.search(head) and not self._phrases.leads(verbs[-1]):
            # 新建绿色建筑占比: a verb of doing at the head of a rate's name is part of it.
            head = verbs[-1].word + head
            verbs = verbs[:-1]
        head, place, regional = self._regional(head, phrase.head, state)
        restored.extend(regional)
        above = _ABOVE.match(state.head)
        if above and state.head_span and _ABOVE_ALONE.match(head):
            # 产值|超100亿元企业3家、|超50亿元企业8家: what is exceeded is said once.
            head = above["of"] + head
            restored.append(Evidence(state.head_span, ("hasIndicator",), restored=True))
        listed = not phrase.verbs and phrase.predicate is None and not phrase.share_of_previous
        if listed and state.verbs:
            head, extra = self._completed(head, state)
            restored.extend(extra)
            if restored_verbs(state.verbs):
                head = restored_verbs(state.verbs) + head
                restored.append(Evidence(state.verbs[-1].span, ("hasIndicator",), restored=True))
        kind = self._kind(text, head, phrase, quantity, state)
        if kind is None:
            return Unread(quantity.span, "a value with neither a verb nor a predicate")
        said = (phrase.predicate and phrase.predicate.words) or state.duration
        if quantity.word_class == "duration" and not said:
            return Unread(quantity.span, "a duration that is no value of a measured thing")
        if "高于" in head or "低于" in head:
            return Unread(quantity.span, "a value that is compared with another")
        if len(head) < 2 or _SUBJECT_END.match(head) or head.startswith("其"):
            return Unread(quantity.span, "a value whose measured thing is not named")
        kept = phrase.predicate.kept if phrase.predicate and kind == "change" else ""
        timed = quantity.word_class == "duration" and quantity.unit[0] not in "千万亿"
        if timed and kind == "level" and not _TIMED.search(head):
            kept = "时间"
        share = phrase.predicate is not None and phrase.predicate.words.endswith("占")
        if share and quantity.word_class == "share" and "占" not in head:
            kept = "占比"
        part = _PART_OF_SHARE.fullmatch(head)
        if part and kind == "change" and quantity.word_class == "share" and restored:
            head = part["part"]
        if self._for_whom.match(head):
            head = head[1:]
        indicator = kept_verbs(verbs) + _RELATIVE.sub("", head) + kept
        if verbs or phrase.predicate or not listed:
            self._remember(state, verbs, kind, _RELATIVE.sub("", head), phrase.head)
        else:
            state.head, state.head_span = head, phrase.head
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            indicator,
            kind,
            Span(opening, quantity.span.end),
            rule="targets.value-last@1",
            restored=tuple(restored),
            place=place,
        )

    def _kind(
        self, text: str, head: str, phrase: Phrase, quantity: Quantity, state: SentenceState
    ) -> Kind | None:
        """Say what the value means: by predicate, verb, noun, or the item before it in the list."""
        predicate = phrase.predicate.kind if phrase.predicate else None
        if predicate in ("cumulative", "increase"):
            return predicate
        if self._change.search(head):
            return "change"
        if predicate == "change" or quantity.word_class in ("points", "multiple"):
            return "change"
        if _NEW.search(head) and not _RATE.search(head) and quantity.word_class != "share":
            return "increase"
        verb = verb_kind(phrase.verbs)
        if _RATE.search(head) or _PER_HEAD.match(head):
            return "level"
        if verb == "increase":
            return verb
        annual = bool(phrase.annual or state.annual)
        if annual and predicate is None and not verb and quantity.unit.endswith("元"):
            return "increase"
        if predicate == "level" or verb or quantity.word_class == "rank":
            return predicate or verb or "level"
        if self._stock.search(head):
            return "level"
        if predicate is None and _FLOW.search(head):
            return "increase"
        if phrase.share_of_previous:
            return state.kind or "level"
        if phrase.predicate and (not state.kind or self._begins_anew(text, phrase)):
            return "level"
        if state.kind is None and self._for_whom.match(head):
            return "increase"
        if state.kind is None and phrase.hedge and quantity.word_class in _COUNTS:
            return "increase"
        if state.kind is None and "占" in head and quantity.word_class == "share":
            return "level"
        if state.kind is None and state.time is not None and state.time.reach == "by-year":
            # 到2020年，… 设护水岗3万个以上: a state at a date, said without a predicate.
            return "level"
        return state.kind

    @staticmethod
    def _begins_anew(text: str, phrase: Phrase) -> bool:
        """Say whether a phrase is no item of the list before it: its own clause, 突破 a number."""
        beyond = phrase.predicate is not None and phrase.predicate.comparator == ">"
        return beyond and text[phrase.head.start - 1 : phrase.head.start] in tuple("，,；;。")

    def _subject(
        self, text: str, before: Span | None, state: SentenceState
    ) -> tuple[str, Span, bool] | None:
        """Return what a value without a name of its own measures: words, span, whether its own.

        A clause before it that holds no value is the value's own subject (有效高新技术企业数实现
        倍增，突破1000家); else the measured thing of the value before it.
        """
        if before is not None and all(
            quantity.span.of(text).startswith("翻")
            for quantity in self._quantities.quantities_in(text, before)
        ):
            words = before.of(text)
            match = _OUTCOME.search(words)
            if match and match.start() >= 2:
                phrase = self._phrases.phrase(
                    text, before.start, before.start + match.start(), self._scopes.pattern
                )
                head = phrase.head.of(text).strip(" 　、")
                if len(head) >= 2 and not re.search("[、，的]", head):
                    return head, Span(phrase.head.start, before.end), True
        if state.head and state.head_span:
            return state.head, state.head_span, False
        return None

    def _regional(
        self, head: str, printed: Span, state: SentenceState
    ) -> tuple[str, tuple[str, Span] | None, list[Evidence]]:
        """Read a group of places at the head of a name as the scope (县城|污水处理率).

        Returns the name, the scope with its words, and what was restored: where the name is
        nothing but places (珠三角达到95%) or a level (市县级不低于70%), the measured thing is
        that of the value before.
        """
        span = state.head_span
        if self._region_alone.fullmatch(head) and span and self._stock.search(state.head):
            restored = Evidence(span, ("hasIndicator",), restored=True)
            return state.head, (head, printed), [restored]
        level = self._level.match(state.head)
        if self._level.fullmatch(head) and level and span:
            restored = Evidence(span, ("hasIndicator",), restored=True)
            return head + _AND_ABOVE.sub("", state.head[level.end() :]), None, [restored]
        group = self._regions.match(head)
        measured = self._stock.search(head) or self._anything_in.match(head)
        if group and measured and len(head) - group.end() >= 3:
            return head[group.end() :], (group.group(), printed), []
        return head, None, []

    def _completed(self, head: str, state: SentenceState) -> tuple[str, list[Evidence]]:
        """Restore what a list's later item leaves out of its name: a place, or a modifier."""
        span = state.head_span
        if span is None:
            return head, []
        if state.place and not _PLACE.match(head):
            return state.place + head, [Evidence(span, ("hasIndicator",), restored=True)]
        modifier = _shared_modifier(state.head, head)
        if modifier:
            return modifier + head, [Evidence(span, ("hasIndicator",), restored=True)]
        if len(head) <= 3 < len(state.head) - 2 and head[-1] == state.head[-1]:
            return state.head[:-2] + head, [Evidence(span, ("hasIndicator",), restored=True)]
        return head, []

    def _share(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        name: Span,
        phrase: Phrase,
        state: SentenceState,
    ) -> Commitment | Unread:
        """Read 其中30%为…: a share of what the value before it counts."""
        words = re.sub(r"^(?:以上|左右)?(?:为|是|以上为|属于)", "", name.of(text))
        if words == name.of(text) or not state.head or state.head_span is None:
            return Unread(quantity.span, "a share whose whole is not named")
        whole = "".join(verb.word for verb in state.verbs) + state.head
        evidence = Evidence(
            Span(
                state.verbs[0].span.start if state.verbs else state.head_span.start,
                state.head_span.end,
            ),
            ("hasIndicator",),
            restored=True,
        )
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            f"{whole}中{words}占比",
            "level",
            Span(quote_start(text, begin), name.end),
            rule="targets.share-of-previous@1",
            restored=(evidence,),
        )

    def _share_first(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        name: Span,
        phrase: Phrase,
        state: SentenceState,
        clause: Span,
    ) -> Commitment | Unread:
        """Read 90%以上社区建站, 管网覆盖90%以上社区: what share of whom does what."""
        words = re.sub(r"^的", "", name.of(text))
        if name.end < clause.end and not self._phrases.doing_in(words):
            # 75%以上镇街和50%以上社区建站: the last one says what all of them do.
            last = self._quantities.quantities_in(text, clause)[-1]
            words += self._phrases.doing_in(text[last.span.end : clause.end])
            state.run = Span(quote_start(text, begin), clause.end)
        subject = phrase.head.of(text).strip(" 　、")
        if re.match(r"[比幅标以之]|资金|政策|贷款", words) or subject.endswith(("对", "将", "以")):
            return Unread(quantity.span, "a share before a name")
        own, run = Span(quote_start(text, begin), name.end), state.run
        covers_all = words.startswith("全覆盖")
        if "、" in subject and len(subject) > _LONGEST_SUBJECT:
            return Unread(quantity.span, "a share before a name")
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            f"{subject}{words}" + ("" if covers_all else "占比"),
            "level",
            run if run and run.covers(quantity.span) else own,
            rule="targets.share-first@1",
        )

    def _within(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        name: Span,
        phrase: Phrase,
        state: SentenceState,
    ) -> Commitment | Unread:
        """Read 企业申请后5个工作日内办好手续: how long a service may take."""
        subject, act = phrase.head.of(text).strip(" 　、"), name.of(text)
        clause = text[max(state.span.start, begin - 20) : name.end]
        if len(subject) < 2 or not self._service_act.match(act) or _NORM.search(clause):
            return Unread(quantity.span, "a duration before a name")
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            f"{subject}{act}时间",
            "level",
            Span(quote_start(text, begin), name.end),
            rule="targets.within@1",
        )

    def _fastest(
        self,
        text: str,
        begin: int,
        quantity: Quantity,
        name: Span | None,
        phrase: Phrase,
        state: SentenceState,
    ) -> Commitment | Unread:
        """Read 最快30分钟办结 after 登记缩减至1个工作日: the same service at its fastest."""
        if not state.head or state.head_span is None:
            return Unread(quantity.span, "a value whose measured thing is not named")
        words = name.of(text) if name else ""
        act = words if self._service_act.match(words) else ""
        end = name.end if name and act else quantity.span.end
        whose = re.sub("(?:办理)?(?:时间)?\\Z", "", state.head)
        return self._commitment(
            text,
            state,
            quantity,
            phrase,
            f"{whose}{phrase.head.of(text)[-2:]}{act}时间",
            "level",
            Span(quote_start(text, begin), end),
            rule="targets.fastest@1",
            restored=(Evidence(state.head_span, ("hasIndicator",), restored=True),),
        )

    def _served(
        self, text: str, clause: Span, values: list[Quantity], state: SentenceState
    ) -> list[Commitment | Unread]:
        """Read 为150家工业科技企业融资超20亿元: whom it serves, and how much that is."""
        if len(values) != 2 or text[values[0].span.start - 1] != "为":
            return []
        phrase = self._phrases.phrase(
            text, values[0].span.end, values[1].span.start, self._scopes.pattern
        )
        verb = self._phrases.service_verb(text, phrase.head)
        if verb is None:
            return []
        lead = self._phrases.phrase(
            text, clause.start, values[0].span.start - 1, self._scopes.pattern
        )
        if lead.head.of(text).strip():
            return []
        if lead.annual:
            state.annual = lead.annual
        served = Span(phrase.head.start, verb.start)
        quote = Span(quote_start(text, clause.start), values[1].span.end)
        return [
            self._commitment(
                text, state, quantity, how, name, "increase", quote, rule="targets.served@1"
            )
            for quantity, how, name in (
                (values[0], lead, verb.of(text) + served.of(text)),
                (values[1], replace(phrase, hedge=lead.hedge), served.of(text) + verb.of(text)),
            )
        ]

    def _fund(
        self, text: str, clause: Span, values: list[Quantity], state: SentenceState
    ) -> list[Commitment | Unread]:
        """Read 设立总规模100亿元的产业引导基金: how large what is set up is to be."""
        if len(values) != 1 or values[0].word_class != "measure":
            return []
        quantity = values[0]
        name = _SIZED.match(text, quantity.span.end, clause.end)
        phrase = self._phrases.phrase(text, clause.start, quantity.span.start, self._scopes.pattern)
        size = _SIZE.search(phrase.head.of(text))
        if name is None or size is None or not phrase.verbs:
            return []
        quote = Span(quote_start(text, clause.start), name.end())
        lead = phrase.head.of(text)[: size.start()]
        return [
            self._commitment(
                text,
                state,
                quantity,
                phrase,
                f"{lead}{name['name']}{size.group()}",
                "level",
                quote,
                rule="targets.size@1",
            )
        ]

    def _in_places(
        self, text: str, clause: Span, values: list[Quantity], state: SentenceState
    ) -> list[Commitment | Unread]:
        """Read 在10个场景和8个园区推广应用无人车: in how many places something is to be done."""
        opening = _IN_PLACES.match(text, clause.start, values[0].span.start)
        last = values[-1]
        doing = self._phrases.doing_after(text, Span(last.span.end, clause.end))
        if opening is None or doing is None or last.word_class not in _COUNTS:
            return []
        verb, thing = doing
        thing = _AFTER_NAME.sub("", thing)
        found: list[Commitment | Unread] = []
        for index, value in enumerate(values):
            until = values[index + 1].span.start if index + 1 < len(values) else verb.span.start
            place = text[value.span.end : until].strip("、和及与 　的")
            if index + 1 < len(values):
                place = re.split("[、和及与](?=[一-鿿]{2,}(?:县|市|区))", place)[0]
            if len(place) < 2 or not thing:
                return []
            name = thing if _ANY_PLACE.fullmatch(place) else thing + place
            phrase = self._phrases.phrase(
                text, clause.start, values[0].span.start, self._scopes.pattern
            )
            found.append(
                self._commitment(
                    text,
                    state,
                    value,
                    phrase,
                    kept_verbs((verb,)) + name,
                    "increase",
                    Span(quote_start(text, clause.start), clause.end),
                    rule="targets.in-places@1",
                )
            )
        return found

    def _respective(
        self, text: str, clause: Span, values: list[Quantity], state: SentenceState
    ) -> list[Commitment | Unread]:
        """Read A、B、C…分别达到10家、60家和220家: one target for each name and value."""
        if not values or any(
            not _ONLY_LIST_SIGNS.fullmatch(text[one.span.end : two.span.start])
            for one, two in itertools.pairwise(values)
        ):
            return []
        phrase = self._phrases.phrase(
            text, clause.start, values[0].span.start, self._scopes.pattern
        )
        if not phrase.predicate or not phrase.predicate.split:
            return []
        names = names_of_list(phrase.head.of(text), self._pairs)
        if len(values) == 1:
            each = "均" in phrase.predicate.words and len(names) > 1
            if not each or not all(self._stock.search(name) for name in names):
                return []
            values = values * len(names)
        times: list[Time | None] = [state.time] * len(values)
        years = _YEAR.findall(text[state.span.start : clause.start])
        if len(names) == 1 and len(years) == len(values) and state.time:
            # 到2022年、2023年，森林覆盖率分别达到30%、32%: one name, a year for each value.
            names = names * len(values)
            times = [replace(state.time, year=int(year)) for year in years]
        if len(names) != len(values):
            return [
                Unread(value.span, "as many names as values are needed after 分别")
                for value in values
            ]
        if phrase.scope:
            self._set_scope(text, phrase.scope, state)
        quote = Span(quote_start(text, clause.start), values[-1].span.end)
        kind = self._kind(text, names[-1], phrase, values[0], state) or "level"
        shown = Evidence(phrase.head, ("hasIndicator",))
        kept = phrase.predicate.kept if kind == "change" else ""
        found: list[Commitment | Unread] = []
        for name, value, time in zip(names, alike(values), times, strict=True):
            state.time = time
            head, place, _ = self._regional(name, phrase.head, state)
            found.append(
                self._commitment(
                    text,
                    state,
                    value,
                    phrase,
                    kept_verbs(phrase.verbs) + head + kept,
                    kind,
                    quote,
                    rule="targets.respective@1",
                    restored=(shown,),
                    place=place,
                )
            )
        return found

    def _set_scope(self, text: str, span: Span, state: SentenceState) -> None:
        state.scope, state.scope_span = self._scopes.name(span.of(text)), span

    def _remember(
        self,
        state: SentenceState,
        verbs: tuple[Verb, ...],
        kind: Kind | None,
        head: str,
        span: Span,
    ) -> None:
        state.verbs, state.kind, state.head, state.head_span = verbs, kind, head, span
        place = _PLACE.match(head)
        state.place = place.group() if place else ""

    def _commitment(
        self,
        text: str,
        state: SentenceState,
        quantity: Quantity,
        phrase: Phrase,
        indicator: str,
        kind: Kind,
        quote: Span,
        *,
        rule: str,
        restored: tuple[Evidence, ...] = (),
        place: tuple[str, Span] | None = None,
    ) -> Commitment:
        state.duration = quantity.word_class == "duration"
        if phrase.verbs or phrase.hedge:
            state.list_hedge = phrase.hedge
        annual = phrase.annual or state.annual
        frequency: Frequency = "annual" if annual else "once"
        comparator = comparator_of(quantity, phrase)
        evidence: list[Evidence] = [*restored]
        setting = state.setting
        period = period_of(
            kind, frequency, state.time, setting.period, setting.year, setting.issued
        )
        evidence.extend(time_evidence(state, quote, annual))
        scope, scope_span = state.setting.scope, state.setting.scope_span
        if place or state.scope:
            scope, scope_span = place or (state.scope, state.scope_span)
        if scope_span and not quote.covers(scope_span):
            evidence.append(Evidence(scope_span, ("hasScope",), restored=True))
        return Commitment(
            scope=scope,
            indicator=clean_name(indicator),
            comparator=comparator,
            value=quantity.value,
            value_max=quantity.value_max,
            unit=quantity.unit,
            kind=kind,
            frequency=frequency,
            period=period,
            hedge=phrase.hedge or state.hedge or ("" if phrase.verbs else state.list_hedge),
            quote=quote,
            evidence=tuple(evidence),
            confidence="restored" if restored else "printed",
            rule=rule,
        )


def _after_opening(head: str) -> str:
    """Return the words after a bracket that is opened and not closed: “1+5”（|试验区1个、…）."""
    at = max(head.rfind("（"), head.rfind("("))
    return head[at + 1 :] if at > max(head.rfind("）"), head.rfind(")")) else head


def _shared_modifier(first: str, second: str) -> str:
    """Return what a list says once before two names: 低空 of 低空制造业企业、服务业企业.

    Only where what differs has two characters in both, and neither is a level (省级).
    """
    ahead = len(first) - len(second)
    if ahead != 2 or len(second) < 5:
        return ""
    differ, other = first[2:4], second[:2]
    alike_after = first[4:] == second[2:]
    words = differ + other + first[:2]
    plain = re.fullmatch("[一-鿿]{6}", words) and "级" not in words
    return first[:2] if alike_after and plain and first[:2] not in _NO_MODIFIER else ""
