"""The words of measured things' names: ``name_endings.tsv``, ``stock_nouns.tsv``, places."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.target_rules.word_sorts import by_sort
from plankg.lookups import Lookups, any_of


@dataclass(frozen=True, slots=True)
class NameWords:
    """What the words of a measured thing's name say: its sort, its places, where it ends.

    ``rate.search("节水器具普及率")``; ``regions.match("县城污水回用率")``.
    """

    stock: re.Pattern[str]
    change: re.Pattern[str]
    rate: re.Pattern[str]
    flow: re.Pattern[str]
    visitors: re.Pattern[str]
    new: re.Pattern[str]
    done: re.Pattern[str]
    timed: re.Pattern[str]
    bare: re.Pattern[str]
    measure_alone: re.Pattern[str]
    share_of: re.Pattern[str]
    product: re.Pattern[str]
    grown: re.Pattern[str]
    part_of_share: re.Pattern[str]
    part_in: re.Pattern[str]
    of_list: re.Pattern[str]
    whole: re.Pattern[str]
    above: re.Pattern[str]
    above_alone: re.Pattern[str]
    regions: re.Pattern[str]
    region_alone: re.Pattern[str]
    region_of_part: re.Pattern[str]
    anything_in: re.Pattern[str]
    level: re.Pattern[str]
    size_only: re.Pattern[str]
    sort_of: re.Pattern[str]
    pairs: frozenset[str]
    unshared: tuple[str, ...]
    consumption: re.Pattern[str]
    consumed: re.Pattern[str]
    consumer: re.Pattern[str]
    of_area: re.Pattern[str]
    the_same: re.Pattern[str]
    of_group: re.Pattern[str]
    counts_alone: re.Pattern[str]
    group_rate: re.Pattern[str]
    group: re.Pattern[str]
    of_people: re.Pattern[str]
    of_events: re.Pattern[str]
    in_time: re.Pattern[str]
    stage: re.Pattern[str]
    of_firms: re.Pattern[str]
    list_head: re.Pattern[str]
    rate_of: re.Pattern[str]
    rate_on: re.Pattern[str]
    gauges: re.Pattern[str]
    gauged: re.Pattern[str]

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
            # 接待游客|300万人次: so many in all; 接待游客|突破|300万人次 is a year's.
            visitors=re.compile(rf"{ending('visitors')}\Z"),
            # What is new within the period is an increase, though it be said to reach a number.
            new=re.compile(any_of(verbs["new"])),
            # 再就业达到300人: so many within the period, though they are said to be reached.
            done=re.compile(rf"{ending('done')}\Z"),
            timed=re.compile(rf"{ending('duration')}\Z"),
            # 总规模|达413个: how many there are of what was named before.
            bare=re.compile(any_of(words["bare"])),
            # 氨氮排放总量下降6%，全市|排放总量|下降3%: what it is of was named before.
            measure_alone=re.compile(any_of(words["measure-alone"])),
            # 总产量 after 粮食播种面积: what is grown was named before.
            product=re.compile(any_of(words["product"])),
            grown=re.compile(rf"(?P<of>[一-鿿]{{2,}}?){any_of(words['grown'])}"),
            # 占地区生产总值比重: a share whose part was named before.
            share_of=re.compile(rf"占.+{ending('share')}\Z"),
            # 科技支出|占…比重: the part of a share.
            part_of_share=re.compile(rf"(?P<part>[^占]{{2,}})占.+{ending('share')}\Z"),
            # 新建住宅|中|节水住宅: a part of several; 高中 and 中心 are words.
            part_in=re.compile(
                "[^，占]{2,}(?<![高初集其途空心])"
                "中(?![心小部西东学职等国医华介央型级期位高青老])[^，占]{2,}"
            ),
            of_list=re.compile(rf"(?:[一-鿿]{{2}}率|{ending('of-list')})\Z"),
            # 用水人数、|净水收入: a name that says itself what of it is measured.
            whole=re.compile(rf"{ending('whole')}\Z"),
            # 产值|超100亿元企业: a threshold that says of what.
            above=re.compile(rf"(?P<of>[一-鿿]{{2,8}}){exceeding}(?=[\d百千万亿])"),
            above_alone=re.compile(rf"{exceeding}[\d百千万亿]"),
            regions=re.compile(rf"(?:{regions})(?:[（(]含[^（()）]{{1,12}}[）)])?(?=[一-鿿])"),
            # 港区|吞吐量达到5万吨，新开航线2条；…: whose the goals are up to the semicolon.
            region_of_part=re.compile(
                "|".join(lookups.words("region_groups", "pattern", of="part"))
            ),
            region_alone=re.compile(rf"(?:{regions})\Z"),
            anything_in=re.compile(rf"(?:{anywhere})(?=[一-鿿])"),
            level=re.compile(
                rf"(?:{levels}|[1-5]?A{{1,5}}级|[甲乙丙一二三四五]级|[一二三四五]?星级)"
            ),
            # 建成3个|百万亩|、10个万亩灌区, 6个|500千伏|、25个220千伏项目: how large, not yet what.
            size_only=re.compile(
                rf"(?:[十百千万亿]{{1,3}}(?:{lookups.unit_pattern})|\d{{2,4}}[\s　]?千伏)级?"
            ),
            # 加固水库6座，其中|小型|2座; 农户400家，其中|种植业类|150家
            sort_of=re.compile(rf"(?:{any_of(words['sort-of'])}|[一-鿿]{{2,8}}[类型])"),
            pairs=frozenset(lookups.words("list_pairs")),
            unshared=tuple(words["unshared"]),
            # 公共机构|单位建筑面积|能耗: whose it is, per what, and what is used up.
            consumption=re.compile(
                rf"(?P<whose>[^，、]{{0,24}}?)(?P<per>{any_of(words['per'])}[^，、]{{0,16}}?)"
                rf"(?P<what>{any_of(words['consumed'])})"
            ),
            consumed=re.compile(any_of(words["consumed"])),
            consumer=re.compile(rf"{any_of(words['consumer'])}\Z"),
            of_area=re.compile(any_of(words["of-area"])),
            # 该比例|达到45%: the one that was named before.
            the_same=re.compile(
                rf"(?:该|这一|上述)(?P<what>[一-鿿]{{0,4}}?{any_of(words['the-same'])})"
            ),
            # 医务人员|队伍|进一步壮大，|总数|达到300人: whose it is was said before.
            counts_alone=re.compile(any_of(words["counts-alone"])),
            of_group=re.compile(rf"{any_of(words['of-group'])}\Z"),
            # 5岁以下儿童|饮水达标率、卫生达标率: whose rates a list's are.
            group_rate=re.compile(
                rf"(?P<whose>[^，、]{{0,12}}?{any_of(words['group'])})[^，、]{{2,12}}率"
            ),
            group=re.compile(any_of(words["group"])),
            # 失水户就业率、|安置率
            of_people=re.compile(any_of(words["of-people"])),
            # 溺水事故起数、|死亡人数
            of_events=re.compile(any_of(words["of-events"])),
            in_time=re.compile(rf"{any_of(words['in-time'])}\Z"),
            # 泵房改造|开工|30座、|基本建成|20座: how far the same work has come.
            stage=re.compile(rf"{ending('stage')}\Z"),
            # 上市|3家: what only firms do.
            of_firms=re.compile(rf"{any_of(words['of-firms'])}\Z"),
            # 用户|投诉处理率、回访满意率: whose they are, the rates being of one length.
            list_head=re.compile(any_of(words["list-head"])),
            # 儿童|健康管理率: what the rate is of, of few words, whoever's it is.
            rate_of=re.compile(rf"{any_of(words['rate-of'])}{{1,4}}(?:率|比例|占比|比重)"),
            # 农村|自来水普及率: and on what.
            rate_on=re.compile(
                rf"(?:{any_of(words['rate-on'])}|{any_of(words['rate-of'])}){{1,4}}"
                "(?:率|比例|占比|比重)"
            ),
            # 雨量、|水位站: what is gauged at stations of several sorts.
            gauged=re.compile(any_of(words["gauged"])),
            gauges=re.compile(rf"{any_of(words['gauged'])}(?P<station>(?:监测|观测)?[站点])"),
        )
