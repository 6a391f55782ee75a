"""Parts who does something from what they do: 卫生院|达到服务能力基本标准."""

from __future__ import annotations

import re

from plankg.extract.target_rules.language import Language

# 镇级水厂|建设达标: what is up to the standard, and how it came to be so.
_UP_TO_STANDARD = re.compile(
    "(?:(?:规范化|标准化)?(?:建设|创建|改造|验收|整治|运行))?(?:达标|达产|脱贫|摘帽)\\Z"
)
# 水厂和泵站签订协议: who signs with whom is not said by the words alone.
_TOGETHER = re.compile("[和与及]")
# 建成|区面积: a verb that begins a place's name.
_IN_NAME = re.compile("(?:建成区|规划区|建设用地|服务(?:业|区|事项|站|中心|机构|平台)|开发区)")
# 生活垃圾|得到有效治理: what is done with it.
_UNDERGONE = re.compile("(?:得到|受到)")
# 养殖场|配套|建设…: how it is done.
_HOW = re.compile("(?:配套|同步|全部|均|基本|全面|普遍|自主|共同)+\\Z")
_SHORTEST_DOER = 2


def doing_of(words: str, language: Language) -> str:
    """Return what somebody named at the head of the words does; ``""`` where nobody does."""
    standard = _UP_TO_STANDARD.search(words, _SHORTEST_DOER)
    if standard:
        return standard.group()
    searched = _IN_NAME.sub(lambda found: "　" * len(found.group()), words)
    undergone = _UNDERGONE.search(searched, _SHORTEST_DOER)
    if undergone:
        return words[undergone.start() :]
    reaching = language.doing.reaching.search(searched, _SHORTEST_DOER)
    doing = language.phrases.doing_in(searched)
    at = [reaching.start()] if reaching else []
    at += [len(searched) - len(doing)] if doing else []
    if not at or min(at) >= len(words) - _SHORTEST_DOER:
        # 管网|改造: what is done is the end of the name.
        return doing
    begins = _HOW.search(words, 0, min(at))
    return words[begins.start() if begins else min(at) :]


def doer_behind(words: str, language: Language) -> str:
    """Return 达到服务能力基本标准的卫生院 for 卫生院达到服务能力基本标准.

    Words in which nobody does anything, or several may do it, are returned as they are.
    """
    doing = doing_of(words, language)
    doer = words.removesuffix(doing)
    verb_only = len(doing) <= _SHORTEST_DOER and not _UP_TO_STANDARD.fullmatch(doing)
    if (
        not doing
        or doing == words
        or verb_only
        or len(doer) < _SHORTEST_DOER
        or _TOGETHER.search(doer)
    ):
        return words
    doing = doing.removeprefix("均").removeprefix("全部")
    before, of, thing = doing.rpartition("的")
    return f"{before}{thing}的{doer}" if of and thing else f"{doing}的{doer}"
