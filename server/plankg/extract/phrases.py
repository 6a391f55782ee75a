"""Takes apart the words around a value: what is measured, and what the verbs say about it.

``全市人才总数达到|44万人``: scope 全市, head 人才总数, predicate 达到.
``每年引进|科技人才项目|30个``: frequency 每年, verb 引进, head 科技人才项目.
Every piece is a span of the text.
"""

from __future__ import annotations

import re
from dataclasses import replace

from plankg.extract.leading_words import Lead, LeadGrammar
from plankg.extract.phrase import Phrase, Predicate, Verb
from plankg.extract.predicates import PredicateGrammar, Tail
from plankg.extract.times import TimeGrammar
from plankg.extract.verbs import VerbTable
from plankg.lookups import Lookups, any_of
from plankg.model import Span

# 把|净水率|提高到85%; 将军山 and 把手 are names.
_TAKING = re.compile("(?:将(?![军来士领帅乐近要])|把(?![关手握控柄脉式子]))(?=[一-鿿“]{2})")
# 各县、各园区|将|用水报装时间|压缩到5天: whose it is.
_WHO_TAKES = re.compile("各[一-鿿、（）]{1,30}?(?=[将把])")
# 为缺水家庭|建设|水窖3万口: for whom something is made is no part of its name.
_FOR_WHOM = re.compile(
    r"(?:(?:为|依托|利用|借助)[^，,；;：:\d]{2,24}?|在[^，,；;：:\d]{2,24}?(?:场所|区域|地段|路段|部位|站点))"
    r"(?=(?:新建|建设|建成|建造|兴建|安装|配备|配置|增设|新增|加装|打造|组建|设立)[^，,；;率]{2,}\Z)"
    # 对水厂|提供|贷款达到3亿元
    r"|[对向][^，,；;：:\d]{2,16}?(?=(?:提供|发放|投放)[^，,；;率]{2,}\Z)"
)
# 市级水务中心|建成|化验室1个: whose it is, a body's name that begins with its level.
_OF_BODY = re.compile(
    r"(?P<who>(?:(?:[国省市县区旗]{1,4}级(?:及?以上)?|乡镇|街道|社区|县域)[一-鿿]{2,8}?|各[一-鿿（）、]{0,8}?(?:公共)?[一-鿿]{2}?)"
    r"(?:中心|医院|学校|机构|院|站|所|园|馆))"
    r"(?:至少|均|都|全部|各|再)?"
    r"(?=(?:新建|建设|建成|建有|配备|配置|增设|新增|设立|设置|开展|举办)[^，,；;率的]{2,}\Z)"
)
# 再|新增60万吨, 时间再|压缩一半: before a verb and before a predicate.
_TWO_VERBS = re.compile("(?<=[一-鿿]{2})[和及或与并](?=[一-鿿]{2})")
_ABOUT = re.compile("(?<=[一-鿿]{2})(?:大约|约)\\Z")
_AGAIN = "再"
_JOINS = ("、", "和", "及", "与", "或", "以及")
_TWO = 2
# Who does something is named in two characters at least: 社区|建立站点.
_SHORTEST_NAME = 2


class PhraseGrammar:
    """The word lists that take phrases apart, compiled once."""

    def __init__(self, lookups: Lookups, times: TimeGrammar) -> None:
        self._verbs = lookups.made(VerbTable)
        self._leads = LeadGrammar(lookups, times, self._verbs)
        self._predicates = PredicateGrammar(lookups, times, self._verbs)
        self._adverbs = frozenset(lookups.words("adverbs", place="lead"))
        self.new = tuple(lookups.words("target_verbs", sort="new"))
        self._service = re.compile(rf"(?P<verb>{any_of(lookups.words('service_verbs'))})\Z")

    def phrase(self, text: str, start: int, end: int, scopes: re.Pattern[str]) -> Phrase:
        """Take apart the words of ``text[start:end]``, which stand before a value.

        `scopes` matches the areas and zones that may be named as a scope.
        """
        tail = self._predicates.tail_of(text, start, end)
        whole = self._verbs.last_of(text, Span(start, end)) if tail.predicate else None
        if whole and whole.span.start < tail.start and _TWO_VERBS.search(whole.word):
            # 升级和|新增|100个: the second of two verbs, no predicate.
            tail = Tail(end)
        lead = self._leads.lead_of(text, start, tail.start, scopes)
        predicate = tail.predicate
        if not lead.verbs:
            lead = self._behind_whom(text, lead, Span(start, tail.start), scopes)
        if predicate and not lead.verbs:
            lead = self._without_taking(text, lead, Span(start, tail.start), scopes)
        lead = replace(lead, verbs=_joined(text, lead.verbs))
        whole = self._split_verb(text, lead.verbs, predicate)
        if whole and lead.position == tail.start:
            # 新建水渠6公里、|改造提升|2公里: the end of one verb, not a change.
            end = whole.span.end
            lead, predicate = replace(lead, verbs=(*lead.verbs[:-1], whole)), None
            tail = replace(tail, start=end)
            lead = replace(lead, position=end)
        if lead.cumulative and not any(verb.word in self.new for verb in lead.verbs):
            predicate = _cumulative(predicate, lead.cumulative)
        return Phrase(
            lead.verbs,
            Span(min(lead.position, tail.start), tail.start),
            predicate,
            lead.hedge or tail.hedge,
            lead.annual or tail.annual,
            lead.annual is not None,
            lead.scope,
            lead.share,
            lead.comparator,
            hedge_behind=bool(tail.hedge and not lead.hedge) and lead.position < tail.start,
        )

    def _behind_whom(self, text: str, lead: Lead, words: Span, scopes: re.Pattern[str]) -> Lead:
        """Return what leads to a name, the words for whom or on what it is made left out.

        A body whose it is to be (市级水务中心|建成化验室1个) is the scope.
        """
        body = _OF_BODY.match(text, lead.position, words.end)
        whom = body or _FOR_WHOM.match(text, lead.position, words.end)
        if whom is None:
            return lead
        rest = self._leads.lead_of(text, whom.end(), words.end, scopes)
        if not rest.verbs:
            return lead
        return replace(
            rest,
            hedge=lead.hedge or rest.hedge,
            annual=lead.annual or rest.annual,
            scope=Span(*body.span("who")) if body else lead.scope,
            share=lead.share or rest.share,
            cumulative=lead.cumulative or rest.cumulative,
        )

    def _without_taking(self, text: str, lead: Lead, words: Span, scopes: re.Pattern[str]) -> Lead:
        """Return what leads to a name without the word that takes it: 把|全市|净水率提高到85%."""
        whose = _WHO_TAKES.search(text, words.start, words.end)
        if whose and whose.start() > lead.position:
            whose = None
        at = max(lead.position, whose.end()) if whose else lead.position
        taking = _TAKING.match(text, at, words.end)
        if taking is None:
            return lead
        rest = self._leads.lead_of(text, taking.end(), words.end, scopes)
        return replace(
            rest,
            # 把|治理面积|扩大到30亩: what is taken is a name.
            position=rest.verbs[0].span.start if rest.verbs else rest.position,
            verbs=(),
            hedge=lead.hedge or rest.hedge,
            annual=lead.annual or rest.annual,
            scope=rest.scope or (Span(*whose.span()) if whose else lead.scope),
            share=lead.share or rest.share,
            cumulative=lead.cumulative or rest.cumulative,
            comparator=lead.comparator if lead.comparator != "=" else rest.comparator,
        )

    def _split_verb(
        self, text: str, verbs: tuple[Verb, ...], predicate: Predicate | None
    ) -> Verb | None:
        """Return the verb that the last verb and the predicate make together: 改造|提升."""
        if not verbs or predicate is None or verbs[-1].span.end != predicate.span.start:
            return None
        span = Span(verbs[-1].span.start, predicate.span.end)
        word = span.of(text)
        return self._verbs.verb(span, word) if word in self._verbs else None

    def with_last_verb(self, text: str, phrase: Phrase) -> Phrase:
        """Return the phrase with the verb at the very end of its head read as its verb.

        Before a value that stands before its name, words in front of the verb (分领域发布|100个)
        say how, not what.
        """
        predicate = phrase.predicate
        often = phrase.annual.of(text) if phrase.annual else ""
        word = predicate.words.removeprefix(often).removeprefix(_AGAIN) if predicate else ""
        about = _ABOUT.search(word)
        word = word[: about.start()] if about else word
        if predicate and word in self._verbs and not phrase.verbs:
            # 新增|30家企业, 每年|新增|30家企业: right before a value, 新增 looks like a predicate.
            end = predicate.span.end - (len(about.group()) if about else 0)
            said = Span(end - len(word), end)
            doing = self._verbs.verb(said, word)
            head = phrase.head
            if head.of(text).strip() in self._adverbs:
                # 再|新增|60万吨: an adverb is no part of a name.
                head = Span(head.end, head.end)
            # 完成|约|30公里: so many only.
            rest = replace(predicate, span=Span(end, predicate.span.end), kind=None)
            return replace(phrase, verbs=(doing,), predicate=rest if about else None, head=head)
        # 镇水利站配备|不少于|2名护水员: a bare comparator says nothing of what is done.
        bare = predicate is None or (predicate.kind is None and predicate.comparator != "=")
        verb = self._verbs.last_of(text, phrase.head) if bare else None
        if verb is None:
            return phrase
        return replace(phrase, verbs=(verb,), head=Span(phrase.head.end, phrase.head.end))

    def last_verb(self, text: str, span: Span) -> Verb | None:
        """Return the verb at the very end of a stretch: 新建 of 各新建."""
        return self._verbs.last_of(text, span)

    def ends_in_work(self, words: str) -> bool:
        """Say whether a name ends in what is done with what exists: 老旧水管|更新改造."""
        words = words.rstrip('”"')
        verb = self._verbs.last_of(words, Span(0, len(words)))
        return verb is not None and verb.name == "keep" and verb.span.start >= _SHORTEST_NAME

    def doing_in(self, words: str) -> str:
        """Return what somebody named at the head of the words does: 建立站点 of 社区建立站点."""
        verb = self._verbs.first_in(words, _SHORTEST_NAME, len(words))
        return words[verb.span.start :] if verb else ""

    def doing_after(self, text: str, span: Span) -> tuple[Verb, str] | None:
        """Return the verb in the midst of a stretch, and the words after it: 开展|净水培训."""
        start = min(span.start + _SHORTEST_NAME, span.end)
        verb = self._verbs.first_in(text, start, span.end)
        return (verb, text[verb.span.end : span.end]) if verb else None

    def service_verb(self, text: str, span: Span) -> Span | None:
        """Return the verb at the end of the stretch that says what is done for somebody."""
        match = self._service.search(text, span.start, span.end)
        return Span(match.start("verb"), match.end("verb")) if match else None

    def leads(self, verb: Verb) -> bool:
        """Say whether a further verb may follow: 推动|实施…, but 建设|储备林 is one verb."""
        return self._verbs.leads(verb)


def _joined(text: str, verbs: tuple[Verb, ...]) -> tuple[Verb, ...]:
    """Return the verbs, the last two made one where both say what is done with one thing.

    新增、|改造|绿地: the second belongs to the name, and says by itself only half of it.
    """
    if len(verbs) < _TWO:
        return verbs
    first, last = verbs[-2:]
    sign = text[first.span.end : last.span.start]
    keeps = {first.name, last.name} & {"keep", "restore"}
    if sign not in _JOINS or not keeps or "change" in (first.kind, last.kind):
        return verbs
    span = Span(first.span.start, last.span.end)
    return (*verbs[:-2], Verb(span, span.of(text), last.kind, "keep"))


def _cumulative(predicate: Predicate | None, span: Span) -> Predicate:
    """Return the predicate of a phrase that begins with 累计, which stands at `span`."""
    if predicate is None:
        return Predicate(span, "cumulative", "=", "累计")
    if predicate.kind == "change":
        return predicate
    return replace(predicate, kind="cumulative")
