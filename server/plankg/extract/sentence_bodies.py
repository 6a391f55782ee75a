"""Reads who is responsible from sentences: 由市水利局牵头，会同市财政局制定…; 各镇街要….

Only for a measure that has no list of bodies of its own, and only where a clause begins with
nothing but names of bodies: whoever is named in the midst of a sentence is mentioned, not charged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from plankg.extract.body_mentions import BodyMention
from plankg.extract.dividing_sentences import DividingSentences
from plankg.extract.responsibilities import RoleGrammar
from plankg.extract.sentences import sentences_in
from plankg.lookups import Lookups, any_of
from plankg.model import Role, Span

_RULE = "responsibilities.sentence@1"
OUGHT_RULE = "responsibilities.ought@1"
"""The rule of bodies of whom a sentence says what they ought to do, and no more than that."""
# 各地, 各县区政府, 市直各部门（单位）: names of several end so, too.
_SEVERAL = re.compile(
    "(?:地|地区|[市县区州盟旗镇乡村街]|部门|单位|机构|街道|社区|园区|政府|管委会|公司|银行|学校|院校|医院"
    "|[局委办厅部院所会室])(?:[（(][^（()）]{1,12}[)）])?\\Z"
)
_LIST = r"[^。；;，,：:\n“”《》\d]{3,80}?"
# Bodies of the genre begin so, or are offices; others (企业, 施工单位) are whom a measure is for.
_OF_AREA = re.compile(
    "[省市县区州盟旗国各]|自治区"
    "|[一-鿿]{2,9}(?:局|厅|改革委|发改委|健康委|卫健委|国资委|住建委|管委会|政府办)\\Z"
)
# What a lead does stands between it and those who join it: 牵头|制定方案，市财政局配合.
# 修渠由县水利局负责: the list begins behind 由 (自由贸易区 is a name).
_CHARGED = r"(?:[^。；;，,：:\n“”《》\d由]|(?<=自)由){3,80}?"
# 由市水利局负责审批的项目: whose work something is, and no charge.
_OF_DUTY = r"[一-鿿]{1,4}的(?:项目|事项|工作|任务|业务|企业|资金|专班|机制)"
_BY_DUTY = r"(?:(?:按照?|依据?|根据)(?:各自)?(?:职责|职能|任务|责任)(?:分工)?|具体|分别|共同|分工)?"
# 修渠3条。市水利局牵头，|新建水站2座: who leads what the sentence goes on to promise, and no more.
_OF_ONE_SENTENCE = re.compile(
    r"[ 　\n]*(?!由)[^，,。；;：:\d\n]{3,30}牵头[，,]"
    r"(?=[^。\n]{2,60}?\d[\d.]*[ 　]?(?![\d.年月日号]))"
)
# 各项任务|由…牵头: what is to be done.
_NOBODY = re.compile("(?:任务|工作|项目|事项|措施|环节|方面|行业|领域|专项|阶段|类)\\Z")
# 修渠由|市水利局: a sentence; 各|牵头单位: half of a name.
_NO_NAME = re.compile("\\A.\\Z|(?<!自)由")
# 公安、城管执法等部门|要…: some departments are told by their field alone.
_FIELDS = re.compile(r"(?:等(?:有关|相关|各)?)?部门\Z")
_FIELD = re.compile("[一-鿿]{2,8}")
# 各地|要加强…: what ought to be done by whom. 要求, 要素, 应用, 应急, 须知 are words.
_OUGHT = (
    "(?:(?:都|均|也|还)?(?:要(?![求素点件闻害领么约塞道])|应当?(?![用急对变届付聘该])"
    "|须(?!知)|必须|需要?(?!求))"
    # 市政府督查室|不定期抽查: how often it looks after what is done.
    "|(?:不?定期|每[年季月]度?|每半年)(?:抽查|督查|检查|巡查|调度|通报|评估|考核))"
)
_DOES = r"[^。；;，,：:\n]{0,30}"
_JOINED = re.compile(
    rf"(?:{_DOES}[，,])?(?:会同|联合|协同|商(?![务业贸会品标圈户协学]))(?P<list>[^。；;，,：:\n“”《》\d]{{3,100}})"
)
_BESIDE = re.compile(
    rf"{_DOES}[，,](?P<list>{_LIST})(?:等)?(?:积极|协同|共同)?(?:配合|参与|参加|协助|协办)"
)


class SentenceBodies:
    """The clauses that charge bodies with something, compiled once."""

    def __init__(self, lookups: Lookups, roles: RoleGrammar) -> None:
        self._roles = roles
        self._dividing = lookups.made(DividingSentences)
        acts = any_of(lookups.words("sentence_words", sort="act-of-body"))
        self._acts = re.compile(acts)
        self._charged = re.compile(
            rf"(?:(?:(?<=[。；;，,：:\n])|\A)[ 　]*由?|(?<![原改自])由)(?P<list>{_CHARGED})"
            rf"(?P<verb>(?:分别|共同|联合|负责)?牵头|(?:要|应|负责)?会同|{_BY_DUTY}负责)(?![的人]|{_OF_DUTY})"
        )
        self._ought = re.compile(
            rf"(?:(?<=[。；;，,\n])|\A)[ 　]*(?P<list>[^。；;，,：:\n“”《》\d]{{2,50}}?){_OUGHT}"
        )

    def bodies_in(self, text: str, spans: Iterable[Span]) -> list[BodyMention]:
        """Return the bodies that the sentences of a measure charge, each with its role."""
        spans = list(spans)
        found = [mention for span in spans for mention in self._charged_in(text, span)]
        told = {mention.name for mention in found}
        ought = [mention for span in spans for mention in self._ought_in(text, span)]
        found = [
            *(replace(one, rule=_RULE) for one in found),
            *(replace(one, rule=OUGHT_RULE) for one in ought if one.name not in told),
        ]
        found.sort(key=lambda one: one.span.start)
        return [replace(mention, position=n) for n, mention in enumerate(found, start=1)]

    def _charged_in(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield whom a sentence divides the work among, else whom its clauses charge."""
        sentences = list(sentences_in(text, span))
        for index, sentence in enumerate(sentences):
            before = sentences[:index]
            divided = self._dividing.bodies_in(text, sentence, before, self._dividing_names)
            if divided and _OF_AREA.match(divided[0].name):
                yield from divided
            else:
                alone = before and _OF_ONE_SENTENCE.match(text, sentence.start, sentence.end)
                yield from (
                    replace(one, sentence=sentence if alone else None)
                    for one in self._in_span(text, sentence)
                )

    def _dividing_names(self, text: str, listed: Span, role: Role, cut: bool) -> list[BodyMention]:
        """Return the bodies of a list, which may be of no area here (团区委)."""
        named = self._roles.names.mentions_in(text, listed, role)
        if cut and named:
            named[-1] = self._cut(named[-1])
        good = all(
            self._roles.names.is_body(one.name)
            and not _NOBODY.search(one.name)
            and not _NO_NAME.search(one.name)
            for one in named
        )
        return named if good else []

    def _in_span(self, text: str, span: Span) -> Iterator[BodyMention]:
        words = span.of(text)
        position = 0
        while match := self._charged.search(words, position):
            position = match.end()
            listed = Span(span.start + match.start("list"), span.start + match.end("list"))
            # 市水利局|会同|市财政局…: who is named before it leads, as with 牵头.
            leads = match["verb"].endswith(("牵头", "会同"))
            named = self._named(text, listed, "lead" if leads else "responsible")
            if not named:
                continue
            yield from named
            if match["verb"].endswith("会同"):
                others = Span(span.start + match.end(), _clause_end(text, span, match.end()))
                yield from self._named(text, others, "participant", cut=True)
            else:
                yield from self._beside(text, span, span.start + match.end())

    def _ought_in(self, text: str, span: Span) -> Iterator[BodyMention]:
        """Yield those of whom a clause says what they ought to do: 各地|要加强监管."""
        for match in self._ought.finditer(text, span.start, span.end):
            listed = Span(*match.span("list"))
            named = self._named(text, listed, "responsible")
            if named and all(_SEVERAL.search(one.name) for one in named):
                yield from named
            elif not named:
                yield from self._of_fields(text, listed)

    def _of_fields(self, text: str, listed: Span) -> list[BodyMention]:
        """Return departments that are told by their fields: 公安、城管执法等部门; else none."""
        words = listed.of(text)
        tail = _FIELDS.search(words)
        if tail is None or "、" not in words:
            return []
        named = self._roles.names.mentions_in(text, listed, "responsible")
        if tail.group().startswith("等"):
            # 公安、城管执法等|相关部门: who they are is said by what stands before.
            named = [one for one in named if not one.collective]
        fields = [one.name.removesuffix("部门") for one in named]
        return named if fields and all(map(_FIELD.fullmatch, fields)) else []

    def _beside(self, text: str, span: Span, start: int) -> Iterator[BodyMention]:
        """Yield those who join a lead: 牵头，|会同市财政局…; 牵头，|市财政局|配合."""
        while match := _JOINED.match(text, start, span.end) or _BESIDE.match(text, start, span.end):
            listed = Span(match.start("list"), match.end("list"))
            yield from self._named(text, listed, "participant", cut=True)
            start = match.end()

    def _named(
        self, text: str, listed: Span, role: Role, *, cut: bool = False
    ) -> list[BodyMention]:
        """Return the bodies of a list, none where a piece of it is no body.

        `cut` says that what they do may follow at once: 会同市财政局|制定方案.
        """
        named = self._roles.names.mentions_in(text, listed, role)
        if cut and named:
            named[-1] = self._cut(named[-1])
        good = all(
            self._roles.names.is_body(one.name)
            and _OF_AREA.match(one.name)
            and not _NOBODY.search(one.name)
            for one in named
        )
        return named if good else []

    def _cut(self, mention: BodyMention) -> BodyMention:
        """Return a body without the words for what it does."""
        for act in self._acts.finditer(mention.name):
            name = mention.name[: act.start()]
            if self._roles.names.is_body(name):
                span = Span(mention.span.start, mention.span.start + len(name))
                return replace(mention, name=name, span=span)
        return mention


def _clause_end(text: str, span: Span, start: int) -> int:
    end = re.compile("[。；;，,：:\n]").search(text, span.start + start, span.end)
    return end.start() if end else span.end
