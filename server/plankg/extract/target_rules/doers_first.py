"""Parts who does something from what they do: 卫生院|达到服务能力基本标准."""

from __future__ import annotations

import re

from plankg.extract.target_rules.language import Language

# 镇级水厂|建设达标: what is up to the standard, and how it came to be so.
_UP_TO_STANDARD = re.compile(
    "(?:(?:规范化|标准化)?(?:建设|创建|改造|验收|整治|运行))?(?:达标|达产|脱贫|摘帽)\\Z"
)
# 水厂|和泵站|签订协议: it takes two, so the second one is with whom; 水厂、泵站和水站 may be all.
_WITH_ANOTHER = re.compile("(?P<who>[^、和与及的]{2,})(?P<whom>[和与](?!谐)[^、和与及的]{2,})")
_SEVERAL = re.compile("[和与及]")
_TOGETHER = re.compile("签|合作|协作|协同|联|共建|共享|对接|结对|互")
# 建成|区面积: a verb that begins a place's name.
_IN_NAME = re.compile(
    "(?:建成区|规划区|建设用地|服务(?:业|区|事项|站|中心|机构|平台|网|大厅|热线)|开发区)"
)
# 生活垃圾|得到有效治理: what is done with it.
_UNDERGONE = re.compile("(?:得到|受到)")
# 养殖场|配套|建设…: how it is done.
_HOW = re.compile(
    "(?:能够|配套|同步|全部|均|基本|全面|普遍|自主|共同|初步|大力|率先|(?<=指标)排名|“[^”]{1,8}”转型)+\\Z"
)
# 均|实现, 初步|实现: how far is no part of what is counted.
_HOW_FAR = re.compile("(?:均|全部|初步)+")
# 水厂|等级|评定达到一级: what of them is judged begins what is said of them.
_JUDGED = re.compile("(?:(?:信用|服务|质量|安全)?(?:等级|星级|级别)|质量|能力|信用)\\Z")
_JUDGING = re.compile("评[定估价级]|认定|鉴定|考核|验收")
# 水表|在水务系统|使用: where it is done belongs to what is done.
_THERE = (
    "(?<=[一-鿿]{2})(?<![存现正所潜自内实外])在"
    "(?![岗职校册建线园编库读研孵途任用籍训内])[^在的，、]{3,}"
)
_WHERE = re.compile(rf"{_THERE}\Z")
_USED_THERE = re.compile(rf"{_THERE}(?:应用|使用|运行|办理|流转|备案|公示|公开|发布)\Z")
# 水厂|与高校|开展合作, 专家|到基层|开展义诊: with whom, and where; 达到 and 存在 are words.
_WITH_OR_AT = re.compile(
    "(?<=[一-鿿]{2})(?:与|(?<![达提遇])[到赴](?![期位])|(?<![存现正所潜自内])在(?![岗职校册建]))"
)
# 达到示范村|的|创建目标: what is reached.
_REACHED = re.compile("的(?=[一-鿿]{0,4}(?:目标|标准|要求|水平|行列|条件)\\Z)")
_SHORTEST_DOER = 2
# 小区|实现|净水达标: that it is reached is said by 达标.
_REACHES = "实现"


def doing_of(words: str, language: Language) -> str:
    """Return what somebody named at the head of the words does; ``""`` where nobody does."""
    standard = _UP_TO_STANDARD.search(words, _SHORTEST_DOER)
    if standard:
        reached = words.find(_REACHES, _SHORTEST_DOER, standard.start())
        return words[reached:] if reached > 0 else standard.group()
    searched = _masked(words)
    undergone = _UNDERGONE.search(searched, _SHORTEST_DOER)
    if undergone:
        return words[undergone.start() :]
    reaching = language.doing.reaching.search(searched, _SHORTEST_DOER)
    doing = language.phrases.doing_in(searched)
    if not doing and not reaching and (used := _USED_THERE.search(words)):
        return used.group()
    at = [reaching.start()] if reaching else []
    at += [len(searched) - len(doing)] if doing else []
    if not at or min(at) >= len(words) - _SHORTEST_DOER:
        # 管网|改造: what is done is the end of the name; 水表在系统中|应用 says where.
        where = _WHERE.search(words, 0, len(words) - len(doing)) if doing else None
        return words[where.start() :] if where else doing
    start = min(at)
    if _JUDGING.match(words, start) and (judged := _JUDGED.search(words, _SHORTEST_DOER, start)):
        return words[judged.start() :]
    begins = _HOW.search(words, 0, start)
    start = begins.start() if begins else start
    where = _WHERE.search(words, 0, start)
    return words[where.start() if where else start :]


def doer_behind(words: str, language: Language) -> str:
    """Return 达到服务能力基本标准的卫生院 for 卫生院达到服务能力基本标准.

    Words in which nobody does anything, or several may do it, are returned as they are.
    """
    if language.doing.holder.match(words) and (said := doer_last(words, language)):
        # 行政村|生活污水|得到治理
        return said
    doing = doing_of(words, language)
    doer, doing = _parted(words.removesuffix(doing), doing)
    verb_only = len(doing) <= _SHORTEST_DOER and not _UP_TO_STANDARD.fullmatch(doing)
    if (
        not doing
        or doing == words
        or verb_only
        or len(doer) < _SHORTEST_DOER
        or (_SEVERAL.search(doer) and _TOGETHER.search(doing))
    ):
        # 水厂和泵站|签订协议: a verb that no name is led by.
        return doer_last(words, language) or words
    doing = doing.removeprefix("均").removeprefix("全部")
    if _UP_TO_STANDARD.search(doing):
        doing = doing.removeprefix(_REACHES)
    if (whose := _whose(doer)) and _UNDERGONE.match(doing):
        # 村庄的|生活垃圾|得到治理: what is counted is the holder.
        return f"{whose[1]}{doing}的{whose[0]}"
    before, of, thing = doing.rpartition("的")
    return f"{before}{thing}的{doer}" if of and thing else f"{doing}的{doer}"


def becoming_of(words: str, language: Language) -> str:
    """Return what becomes of what is the counted things' own: 断面|总磷浓度|下降; else nothing."""
    held = language.doing.holder.match(words)
    rest = words[held.end() :] if held else ""
    return rest if language.doing.alone.fullmatch(rest) else ""


def doer_last(words: str, language: Language) -> str:
    """Return 推进污水治理的县 for 县推进污水治理, what counted things do or undergo.

    Only where a verb says so that is hardly part of a name; else ``""``.
    """
    held = language.doing.holder.match(words)
    if held:
        # 断面|水质|由Ⅳ类升为Ⅲ类: what becomes of what is theirs.
        becomes = words[held.end() :]
        rest = _HOW_FAR.sub("", becomes, count=1)
        if language.doing.alone.fullmatch(rest) or language.doing.raised.match(rest):
            return f"{held['thing']}{rest}的{held['holder']}"
        if language.doing.acts.match(rest) and "的" not in rest:
            return f"{held['thing']}{rest}的{held['holder']}"
    of = language.doing
    for whole in (of.settled, of.sent, of.joined, of.fitted):
        if said := whole.fullmatch(words):
            return f"{said['does']}的{said['who']}"
    raised = language.doing.raised.search(words, 1)
    act = raised or language.doing.acts.search(_masked(words), 1)
    if act is None:
        return ""
    whom = None if raised else _WITH_OR_AT.search(words, 0, act.start())
    how = whom or _HOW.search(words, 0, act.start())
    at = how.start() if how else act.start()
    doer, doing = words[:at], _HOW_FAR.sub("", words[at:], count=1)
    doer, doing = _parted(doer, _REACHED.sub("", doing))
    if not doer or len(doing) <= len(act.group()) + 1 or "的" in doing:
        return ""
    whose = _whose(doer) if _UNDERGONE.match(doing) else None
    return f"{whose[1]}{doing}的{whose[0]}" if whose else f"{doing}的{doer}"


def beside(words: str) -> str:
    """Return with whom or where something is done, at the end of the words; else ``""``.

    专家|到基层, before 开展义诊; 水厂|与高校, before 开展合作.
    """
    found = _WITH_OR_AT.search(words)
    return words[found.start() :] if found else ""


def _parted(doer: str, doing: str) -> tuple[str, str]:
    """Return 水厂 and 和泵站签订协议 for 水厂和泵站 and 签订协议; others are left as they are."""
    another = _WITH_ANOTHER.fullmatch(doer) if _TOGETHER.search(doing) else None
    return (another["who"], another["whom"] + doing) if another else (doer, doing)


def _masked(words: str) -> str:
    """Return the words with the names in which a verb is part of a place or service blanked."""
    return _IN_NAME.sub(lambda found: "　" * len(found.group()), words)


def _whose(doer: str) -> tuple[str, str] | None:
    """Return the holder and the thing of 村庄的生活垃圾; None where no holder is named."""
    holder, of, thing = doer.partition("的")
    return (holder, thing) if of and holder and thing else None
