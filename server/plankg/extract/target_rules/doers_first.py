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
_SHORTEST_DOER = 2


def doing_of(words: str, language: Language) -> str:
    """Return what somebody named at the head of the words does; ``""`` where nobody does."""
    standard = _UP_TO_STANDARD.search(words, _SHORTEST_DOER)
    if standard:
        return standard.group()
    searched = _IN_NAME.sub(lambda found: "　" * len(found.group()), words)
    reaching = language.doing.reaching.search(searched, _SHORTEST_DOER)
    doing = language.phrases.doing_in(searched)
    at = [reaching.start()] if reaching else []
    at += [len(searched) - len(doing)] if doing else []
    return words[min(at) :] if at else ""


def doer_behind(words: str, language: Language) -> str:
    """Return 达到服务能力基本标准的卫生院 for 卫生院达到服务能力基本标准.

    Words in which nobody does anything, or several may do it, are returned as they are.
    """
    doing = doing_of(words, language)
    doer = words.removesuffix(doing).removesuffix("均").removesuffix("全部")
    if not doing or doing == words or len(doer) < _SHORTEST_DOER or _TOGETHER.search(doer):
        return words
    before, of, thing = doing.rpartition("的")
    return f"{before}{thing}的{doer}" if of and thing else f"{doing}的{doer}"
