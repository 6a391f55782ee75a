"""The words of the rules for targets, compiled from the tables in ``data/lookups/``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from plankg.lookups import Lookups, any_of

Sorts = Mapping[str, list[str]]


def by_sort(lookups: Lookups, table: str, column: str = "word") -> Sorts:
    """Return the words of a table with a column ``sort``, by their sort: making → 打造, 培育."""
    sorts: dict[str, list[str]] = {}
    for row in lookups.rows(table):
        sorts.setdefault(row["sort"], []).append(row[column])
    return sorts


@dataclass(frozen=True, slots=True)
class Refusal:
    """Words beside which a number is no commitment; some hold for money and shares only."""

    words: re.Pattern[str]
    reason: str
    money_only: bool


@dataclass(frozen=True, slots=True)
class NameWords:
    """What the words of a measured thing's name say: its sort, its places, where it ends.

    ``rate.search("节水器具普及率")``; ``regions.match("县城污水回用率")``.
    """

    stock: re.Pattern[str]
    change: re.Pattern[str]
    rate: re.Pattern[str]
    flow: re.Pattern[str]
    new: re.Pattern[str]
    timed: re.Pattern[str]
    bare: re.Pattern[str]
    share_of: re.Pattern[str]
    part_of_share: re.Pattern[str]
    of_list: re.Pattern[str]
    above: re.Pattern[str]
    above_alone: re.Pattern[str]
    regions: re.Pattern[str]
    region_alone: re.Pattern[str]
    anything_in: re.Pattern[str]
    level: re.Pattern[str]
    pairs: frozenset[str]
    unshared: tuple[str, ...]

    @classmethod
    def of(cls, lookups: Lookups) -> NameWords:
        """Return the patterns of the tables' words."""
        endings = by_sort(lookups, "name_endings", "ending")
        verbs = by_sort(lookups, "target_verbs")
        words = by_sort(lookups, "name_words")

        def ending(sort: str) -> str:
            return any_of(endings[sort])

        exceeding = any_of(verbs["exceeding"])
        regions = "|".join(lookups.words("region_groups", "pattern"))
        anywhere = "|".join(lookups.words("region_groups", "pattern", of="any"))
        levels = any_of(lookups.words("levels"))
        return cls(
            stock=re.compile(rf"{any_of(lookups.words('stock_nouns', 'ending'))}\Z"),
            change=re.compile(rf"{any_of(lookups.words('change_nouns', 'ending'))}\Z"),
            # A rate is never added up: whatever is done for it (推动…覆盖率达到85%), it is a level.
            rate=re.compile(rf"{ending('rate')}\Z"),
            # What is invested, sold or lent within a period is added up; it is no state at its end.
            flow=re.compile(rf"{ending('flow')}\Z"),
            # What is new within the period is an increase, though it be said to reach a number.
            new=re.compile(any_of(verbs["new"])),
            timed=re.compile(rf"{ending('duration')}\Z"),
            # 总规模|达413个: how many there are of what was named before.
            bare=re.compile(any_of(words["bare"])),
            # 占地区生产总值比重: a share whose part was named before.
            share_of=re.compile(rf"占.+{ending('share')}\Z"),
            # 科技支出|占…比重: the part of a share.
            part_of_share=re.compile(rf"(?P<part>[^占]{{2,}})占.+{ending('share')}\Z"),
            of_list=re.compile(rf"(?:[一-鿿]{{2}}率|{ending('of-list')})\Z"),
            # 产值|超100亿元企业: a threshold that says of what.
            above=re.compile(rf"(?P<of>[一-鿿]{{2,8}}){exceeding}(?=[\d百千万])"),
            above_alone=re.compile(rf"{exceeding}[\d百千万]"),
            regions=re.compile(rf"(?:{regions})(?=[一-鿿])"),
            region_alone=re.compile(rf"(?:{regions})\Z"),
            anything_in=re.compile(rf"(?:{anywhere})(?=[一-鿿])"),
            level=re.compile(rf"(?:{levels}|[1-5]?A{{1,5}}级|[甲乙丙一二三四五]级|[三四五]星级)"),
            pairs=frozenset(lookups.words("list_pairs")),
            unshared=tuple(words["unshared"]),
        )


@dataclass(frozen=True, slots=True)
class DoingWords:
    """What is done with what is counted: made, served, spent, finished.

    ``finished.search("3座泵站全部建成")``; ``serves.search("3000名河长开展治水培训")``.
    """

    making: tuple[str, ...]
    finished: re.Pattern[str]
    becoming: re.Pattern[str]
    after_name: re.Pattern[str]
    serves: re.Pattern[str]
    served: re.Pattern[str]
    for_whom: re.Pattern[str]
    service_act: re.Pattern[str]
    reaching: re.Pattern[str]
    spent_on: re.Pattern[str]
    purpose: re.Pattern[str]
    in_places: re.Pattern[str]
    any_place: re.Pattern[str]
    size: re.Pattern[str]
    sized: re.Pattern[str]
    doers: re.Pattern[str]
    no_name: tuple[str, ...]
    no_part: re.Pattern[str]

    @classmethod
    def of(cls, lookups: Lookups) -> DoingWords:
        """Return the patterns of the tables' words."""
        verbs = by_sort(lookups, "target_verbs")
        words = by_sort(lookups, "name_words")
        endings = by_sort(lookups, "name_endings", "ending")

        def verb(sort: str) -> str:
            return any_of(verbs[sort])

        def word(sort: str) -> str:
            return any_of(words[sort])

        whom = any_of(lookups.words("service_verbs"))
        money = "|".join(f"(?<={re.escape(one)})" for one in words["money"])
        return cls(
            # Verbs by which a counted list (六大产业群) comes into being.
            making=tuple(verbs["making"]),
            finished=re.compile(rf"(?<=[一-鿿]){verb('all-of')}{verb('finished')}.*\Z"),
            becoming=re.compile(rf".*?{verb('becoming')}"),
            after_name=re.compile(rf"{word('after')}\Z"),
            # 面向3万名管理人员|开展|素养培训: how a service is done for those counted.
            serves=re.compile(rf"(?:组织)?{verb('serving')}"),
            served=re.compile(rf"{verb('served')}[ 　]*\Z"),
            for_whom=re.compile(rf"为[一-鿿]{{2,12}}?{whom}\Z"),
            service_act=re.compile(any_of(lookups.words("service_acts"))),
            # 跻身全国行列, 通过认证: what those counted come to.
            reaching=re.compile(verb("reaching")),
            # 2亿元专项资金|支持…: what money is for is no part of its name.
            spent_on=re.compile(rf"(?:{money}){verb('spending')}.*"),
            # 安排1亿元|支持数字经济: money that is named by what it is for.
            purpose=re.compile(verb("purpose")),
            # 在|甲、乙等|6个地区|启动…: places are counted in which something is done.
            in_places=re.compile(
                rf"(?:[一-鿿]{{0,8}}?{verb('choosing')})?{verb('locating')}(?![^，,。]{{0,6}}基础上)"
            ),
            any_place=re.compile(rf"(?:个|左右)?{word('place')}"),
            # 总规模|100亿元|的产业引导基金: the size of what is set up, and its name.
            size=re.compile(rf"(?:首期|一期)?{any_of(endings['size'])}\Z"),
            sized=re.compile(rf"的(?P<name>[^，,。；;、的\d]{{2,24}}?{any_of(endings['sized'])})"),
            # Words before a counted doer that are no part of what is counted.
            doers=re.compile(rf"{word('doers')}\Z|\A{word('with')}与\Z"),
            no_name=tuple(words["no-name"]),
            no_part=re.compile(rf"[比幅标以之]|{word('no-part')}"),
        )


@dataclass(frozen=True, slots=True)
class SentenceWords:
    """What the words of a sentence or clause say of the numbers in it.

    ``committing.search("力争水质优良率达到85%")``; ``turns.match("持续推进节水改造")``.
    """

    committing: re.Pattern[str]
    turns: re.Pattern[str]
    norm: re.Pattern[str]
    outcome: re.Pattern[str]
    hedge: re.Pattern[str]
    superlatives: tuple[str, ...]
    refusals: tuple[Refusal, ...]

    @classmethod
    def of(cls, lookups: Lookups) -> SentenceWords:
        """Return the patterns of the tables' words."""
        words = by_sort(lookups, "sentence_words")

        def word(sort: str) -> str:
            return any_of(words[sort])

        return cls(
            committing=re.compile(rf"到20\d\d年|{word('committing')}|[一二三四五]年内"),
            # How a sentence about another measure begins.
            turns=re.compile(rf"[ 　]*{word('turn-adverb')}?{word('turn')}"),
            # What the law demands of everyone is no commitment of this plan.
            norm=re.compile(rf"{word('norm')}|自[^，。]{{1,20}}之日"),
            outcome=re.compile(rf"{word('outcome')}.*\Z"),
            hedge=re.compile(word("hedge")),
            superlatives=tuple(words["superlative"]),
            refusals=tuple(
                Refusal(re.compile(row["words"]), row["reason"], row["of"] == "money")
                for row in lookups.rows("not_commitments")
            ),
        )
