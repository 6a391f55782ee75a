"""The words of what is done with what is counted: ``target_verbs.tsv``, ``name_words.tsv``."""

from __future__ import annotations

import re
from dataclasses import dataclass

from plankg.extract.target_rules.word_sorts import by_sort
from plankg.lookups import Lookups, any_of


@dataclass(frozen=True, slots=True)
class DoingWords:
    """What is done with what is counted: made, served, spent, finished.

    ``finished.search("3座泵站全部建成")``; ``serves.search("3000名河长开展治水培训")``.
    """

    making: tuple[str, ...]
    finished: re.Pattern[str]
    becoming: re.Pattern[str]
    after_name: re.Pattern[str]
    work_itself: re.Pattern[str]
    serves: re.Pattern[str]
    served: re.Pattern[str]
    for_whom: re.Pattern[str]
    for_people: re.Pattern[str]
    service_act: re.Pattern[str]
    service_acts: frozenset[str]
    reaching: re.Pattern[str]
    raised: re.Pattern[str]
    acts: re.Pattern[str]
    causing: re.Pattern[str]
    holder: re.Pattern[str]
    alone: re.Pattern[str]
    states: re.Pattern[str]
    bettering: re.Pattern[str]
    bettered: re.Pattern[str]
    spent_on: re.Pattern[str]
    purpose: re.Pattern[str]
    spent: re.Pattern[str]
    in_places: re.Pattern[str]
    any_place: re.Pattern[str]
    size: re.Pattern[str]
    sized: re.Pattern[str]
    doers: re.Pattern[str]
    together: re.Pattern[str]
    no_name: tuple[str, ...]
    no_part: re.Pattern[str]
    no_thing: tuple[str, ...]
    added: tuple[str, ...]
    amid: re.Pattern[str]
    work_of: re.Pattern[str]
    sent: re.Pattern[str]
    joined: re.Pattern[str]
    bringing: re.Pattern[str]
    brought: re.Pattern[str]
    settled: re.Pattern[str]
    fitted: re.Pattern[str]
    having: re.Pattern[str]

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
        named_on = "|".join(lookups.words("verbs_in_names", "pattern"))
        money = "|".join(f"(?<={re.escape(one)})" for one in words["money"])
        return cls(
            # Verbs by which a counted list (六大产业群) comes into being.
            making=tuple(verbs["making"]),
            finished=re.compile(rf"(?<=[一-鿿]){verb('all-of')}{verb('finished')}.*\Z"),
            # Behind the last one the rest is taken at once, not looked through from each sign.
            becoming=re.compile(rf".*?{verb('becoming')}|(?P<rest>.+)"),
            # 水厂后评估|工作: the work is named by what is done.
            work_itself=re.compile(
                "(?:" + "|".join(f"(?<={one})" for one in words["work-itself"]) + r")工作\Z"
            ),
            after_name=re.compile(rf"(?<!化)(?<!达标){word('after')}\Z"),
            # 面向3万名管理人员|开展|素养培训: how a service is done for those counted.
            serves=re.compile(rf"(?:组织|免费|上门)?{verb('serving')}"),
            # 对永泉街等|3条街: some of those counted may be named.
            served=re.compile(
                rf"{verb('served')}(?:全[省市县区镇]|(?:[一-鿿、“”]{{2,20}}等))?"
                r"(?:不少于|至少|超过|约)?[ 　]*\Z"
            ),
            for_whom=re.compile(rf"为[一-鿿]{{2,12}}?{whom}\Z"),
            # 为|失能老年人|建设养老床位: for people of some sort.
            for_people=re.compile(
                rf"(?:[全本我][国省市州县区旗])?为(?P<whom>[^，,；;。：:\d为]{{0,20}}?{word('group')})"
                rf"{verb('set-up')}"
            ),
            service_act=re.compile(any_of(lookups.words("service_acts"))),
            service_acts=frozenset(lookups.words("service_acts")),
            # 跻身全国行列, 通过认证: what those counted come to.
            reaching=re.compile(verb("reaching")),
            # 断面水质|由Ⅳ类提升为Ⅲ类: from one grade to a better one.
            raised=re.compile(rf"[由从][一-鿿Ⅰ-Ⅻ]{{1,6}}?(?:类|级){verb('raising')}"),
            # 20个县|推进|污水治理: what those counted do, by a verb that is hardly a name's part.
            acts=re.compile(rf"{verb('acts')}(?!{named_on})"),
            # 到2023年，|80个村|实现|集中供水: what they are by then.
            states=re.compile(verb("states")),
            # 支持|20个县|推进污水治理: who is made to do it.
            causing=re.compile(rf"{verb('causing')}\Z"),
            # 行政村|生活污水|得到治理: whose it is, where what is theirs is not counted.
            holder=re.compile(
                rf"(?P<holder>[^，的、]{{0,8}}?{word('holder')})(?P<thing>[^，]{{0,12}}?{word('uncounted')})"
            ),
            # 总磷浓度|下降: what becomes of it.
            alone=re.compile(rf"{verb('alone')}\Z"),
            # 解决|10万农户的|饮水困难: what of those counted is mended.
            bettering=re.compile(verb("bettering")),
            bettered=re.compile(
                rf"(?P<whose>[^的]{{2,20}})的(?P<what>[^的]{{2,20}}{word('bettered')})"
            ),
            # 2亿元专项资金|支持…: what money is for is no part of its name.
            spent_on=re.compile(rf"(?:{money}){verb('spending')}.*"),
            # 安排1亿元|支持数字经济: money that is named by what it is for.
            purpose=re.compile(verb("purpose")),
            # 指标的30%|用于农业: where a share of something goes.
            spent=re.compile(rf"(?:无偿|优先|专项|直接)?{verb('spent-on')}"),
            # 在|甲、乙等|6个地区|启动…: places are counted in which something is done.
            in_places=re.compile(
                rf"(?:[一-鿿]{{0,8}}?{verb('choosing')})?{verb('locating')}(?![^，,。]{{0,6}}基础上)"
            ),
            any_place=re.compile(rf"(?:个|左右)?{word('place')}"),
            # 总规模|100亿元|的产业引导基金: the size of what is set up, and its name.
            size=re.compile(rf"(?:首期|一期)?{any_of(endings['size'])}\Z"),
            sized=re.compile(rf"的(?P<name>[^，,。；;、的\d]{{2,24}}?{any_of(endings['sized'])})"),
            # Words before a counted doer that are no part of what is counted.
            doers=re.compile(rf"{word('doers')}\Z|\A{word('with')}?与\Z"),
            # 加强与|20个城市|开展治水合作: who takes part in what is done.
            together=re.compile(rf"{word('with')}?与"),
            # 每年|建成10座: what is a level at the end of the period is added each year.
            added=tuple(verbs["added"]),
            # 优先发展2个|领域: fields are counted as measures are.
            no_thing=tuple(words["no-thing"]),
            # 平台|上线|工具超20个: what is done within the period, said in the midst of the name.
            amid=re.compile(
                rf"(?<=[一-鿿]{{2}}){verb('amid')}(?=[一-鿿A-Z]{{2}})|\A投资(?=[一-鿿A-Z]{{2}})(?!总?[额规强])"
            ),
            # 完成|水源林质量提升|3万亩: what is done is work of some size.
            work_of=re.compile(verb("work-of")),
            # 组织100名|河长|赴清河市培训: who is sent, and what for.
            sent=re.compile(
                rf"(?P<who>[^，到赴]{{2,40}}?)(?P<does>(?:(?<!达)[到赴][^，到赴]{{2,24}}?"
                rf"|出(?:国|境|国[（(]境[)）])){verb('learning')})"
            ),
            # 组织100家|水厂|与高校对接: with whom.
            joined=re.compile(
                rf"(?P<who>[^，与]{{2,24}})(?P<does>与[^，与的]{{2,16}}{verb('joining')})"
            ),
            # 引进20名|专家|来我市讲学: who comes, and what for.
            bringing=re.compile(verb("bringing")),
            brought=re.compile(
                r"(?P<who>[^，到赴来在]{2,40})"
                r"(?:(?<![未外往原以年近本归])来(?![自源料访电往])|(?<!达)[到赴]|(?<![存现潜])在)"
                rf"[^，的]{{1,8}}?(?:{verb('learning')}|{verb('serving')}|{verb('acts')}"
                rf"|{verb('settling')}|{verb('arriving')})[^，]*"
            ),
            # 推动2家|水厂|在境内外上市: what they do somewhere.
            settled=re.compile(
                rf"(?P<who>[^，、在的]{{2,12}})(?P<does>在[^，、的]{{2,12}}{verb('settling')})"
            ),
            # 支持30家|镇级水厂|设置化验室: who is to have it, by a verb that names have, too.
            fitted=re.compile(
                rf"(?P<who>(?:(?![或在达])[^，的]){{0,16}}?{word('who')})"
                rf"(?P<does>{verb('building')}(?!{named_on}|项目|工程|任务|要求|标准)[^，]{{1,40}})"
            ),
            # 加装|流量计的水厂|达到80座: which ones are meant; 完成|标准化的厂房 is what is done.
            having=re.compile(
                rf"{verb('having')}[^，的]{{2,16}}(?<![化性式级型平])(?<!质量)的[^，的]{{2,12}}"
            ),
            no_name=tuple(words["no-name"]),
            no_part=re.compile(rf"[比幅标以之]|{word('no-part')}"),
        )
