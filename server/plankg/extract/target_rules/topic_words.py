"""What a clause is about, and how a measure that says nothing alone is named by it.

简化|用水报装|，环节不超过2个: 用水报装环节. The words are ``data/lookups/topic_words.tsv``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.target_rules.word_sorts import by_sort
from plankg.extract.topic import Topic
from plankg.lookups import Lookups, any_of

# No clause is longer that says in short what the next ones measure.
_LONGEST = 60
# A thing without 的: of 水厂的服务 only a part may be meant.
_THING = "[一-鿿A-Za-z0-9“”‘’、（）]{2,30}"
_AREA = "(?:[全本我][国省市州县区旗]|辖区内?)?"
_SHORTEST = 2
_SHORTEST_WHOSE = 4


@dataclass(frozen=True, slots=True)
class TopicWords:
    """The patterns of topics and of the measures that take their name from one."""

    measure: re.Pattern[str]
    step: re.Pattern[str]
    core: re.Pattern[str]
    noun: re.Pattern[str]
    act: re.Pattern[str]
    clauses: tuple[re.Pattern[str], ...]
    several: re.Pattern[str]
    dropped: re.Pattern[str]
    dropped_of_rate: re.Pattern[str]
    vague: re.Pattern[str]
    weak: re.Pattern[str]

    @classmethod
    def of(cls, lookups: Lookups) -> TopicWords:
        """Return the patterns of the table's words."""
        sorts = by_sort(lookups, "topic_words")
        words = {sort: any_of(found) for sort, found in sorts.items()}
        of = rf"{words['of']}{{0,2}}"
        step = rf"{of}{words['act']}?{words['noun']}"
        rate = rf"{words['when']}?(?P<act>{words['rate']})率"
        lead = lookups.words("adverbs", place="lead")
        # Words that may be read in two ways are few in a row, so that no text takes long.
        how = rf"{any_of({*sorts['manner'], *lead, '、'})}{{0,4}}"
        does = rf"{any_of(lead)}{{0,3}}{words['does']}(?:和|、|并)?{words['does']}?"
        thing = rf"(?P<thing>(?!{words['none']}|{words['does']}){_THING}?)"
        said = rf"(?P<thing>{_THING}?)"
        return cls(
            measure=re.compile(rf"{step}|{rate}|{words['sum']}"),
            step=re.compile(step),
            # 月|探访率, 接电|时间: what is done, by which a topic may be named already.
            core=re.compile(
                rf"{words['when']}?(?P<rate>{words['rate']})率"
                rf"|{of}(?P<act>{words['act']}){words['noun']}"
            ),
            # 用水办理|时长, 用水报装|申请材料
            noun=re.compile(rf"{of}{words['noun']}\Z"),
            act=re.compile(words["act"]),
            clauses=tuple(
                re.compile(pattern)
                for pattern in (
                    # 对|小微用水户|实施“三免”服务
                    rf"对{_AREA}(?P<thing>[^，,、；;。：:]{{2,40}}?)(?:实施|实行|提供|推行|开展)[^，,；;。]{{2,16}}",
                    # 对|已建水窖|全面排查
                    rf"对{_AREA}(?P<thing>[^，,、；;。：:]{{2,16}}?)(?:全面|逐一|集中|开展)*(?:排查|检查|摸排|核查)",
                    # 落实事项开通|“专业帮办”
                    rf"[^，,；;。“”]{{0,30}}(?:“[^“”]{{1,12}}”[^，,；;。“”]{{0,12}})?{does}(?P<thing>“[^“”]{{2,20}}”)",
                    # 简化|用水报装, 推进|水权质押融资|常态化发展
                    rf"{_AREA}{does}{_AREA}{said}(?:{how}{words['done']}|[一-鿿]{{2}}化)?",
                    # 引导社会组织等开展|困难老人探访服务
                    rf"[^，,；;。]{{2,50}}等{does}{said}",
                    # 用水审批|实行|网上申报
                    rf"{_AREA}{thing}{words['way']}(?P<way>[一-鿿]{{2,8}})",
                    # 乡镇敬老院|改造提升
                    rf"{_AREA}{thing}{how}{words['done']}",
                    # 小微企业|办电
                    rf"{_AREA}(?P<thing>(?!{words['none']}|{words['does']}){_THING}?{words['ends']})",
                )
            ),
            # 优化报装流程|、精简申请材料: two things, of which neither is the topic.
            several=re.compile(rf"[、和与及并](?:{words['does']}|{words['beside']})"),
            dropped=re.compile(rf"{words['dropped']}\Z"),
            # 敬老院|改造|，入住率: the rate is that of the place, costs are those of the work.
            dropped_of_rate=re.compile(rf"(?:{words['dropped']}|{words['dropped-of-rate']})\Z"),
            vague=re.compile(words["vague"]),
            weak=re.compile(rf"{words['weak']}\Z"),
        )

    def topic_in(self, clause: str) -> Topic | None:
        """Return what a clause without values is about; None where it says several things."""
        if len(clause) > _LONGEST:
            return None
        for pattern in self.clauses:
            found = pattern.fullmatch(clause)
            if found and not self.several.search(found["thing"]):
                way = found.groupdict().get("way") or ""
                weak = self.weak.search(found["thing"]) is not None
                return Topic(found["thing"], *found.span("thing"), way, weak)
        return None

    def topic_of(self, indicator: str) -> Topic | None:
        """Return what an indicator's name is of without its last noun: 用水报装 of 用水报装环节."""
        noun = self.noun.search(indicator)
        if noun is None or noun.start() < _SHORTEST_WHOSE:
            return None
        return Topic(indicator[: noun.start()], 0, noun.start(), of_name=True)

    def joined(self, topic: Topic, measure: str) -> str:
        """Return a measure's name with its topic's, what both say said once; else nothing.

        质押融资 and 融资金额: 质押融资金额. 老人探访服务 and 月探访率: 老人月探访率. 企业办电 and
        接电时间: 企业接电时间. 用水审批, 网上申报 and 申报率: 用水审批网上申报率.
        """
        core = self.core.fullmatch(measure)
        act = (core["rate"] or core["act"]) if core else ""
        if act and topic.way.endswith(act):
            return topic.words + topic.way + measure[measure.index(act) + len(act) :]
        if shared := _shared(topic.words, measure):
            return topic.words + measure[shared:]
        if act and (at := topic.words.find(act, _SHORTEST)) > 0:
            return topic.words[:at] + measure
        if topic.weak:
            return ""
        words = topic.words
        dropped = self.dropped_of_rate if core and core["rate"] else self.dropped
        while (
            not topic.of_name
            and len(words) > _SHORTEST
            and (end := dropped.search(words, _SHORTEST))
        ):
            words = words[: end.start()]
        if self.vague.fullmatch(words):
            return ""
        last = words[-len(act) :] if act else ""
        if last[-1:] == act[-1:] and self.act.fullmatch(last) and words != last:
            # 办电 and 接电: one thing, seen from two sides.
            words = words[: -len(act)]
        if shared := _shared(words, measure):
            return words + measure[shared:]
        return words + measure


def _shared(words: str, measure: str) -> int:
    """Return how many of a measure's first characters are a name's last ones: 融资 is 2."""
    longest = min(len(words), len(measure) - 1)
    return next((n for n in range(longest, 1, -1) if words.endswith(measure[:n])), 0)
