"""Divides a file that holds several plans: a notice that carries more than one.

A further plan begins where a title line is followed, within a few lines, by the first heading of
a numbering that had already begun: 一、 after 八、. The table of contents of a plan (目录) is left
out of its paragraphs, since it prints every heading a first time.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from plankg.extract.bar_rows import BarRows
from plankg.extract.flat_goals import with_flat_goals
from plankg.extract.flat_tables import FlatTables
from plankg.extract.glued_bars import with_glued_bars
from plankg.extract.glued_contents import with_glued_contents
from plankg.extract.glued_goals import GluedGoals
from plankg.extract.glued_plans import GluedPlans, comes_to_second
from plankg.extract.heading_lines import heading_of, top_order
from plankg.extract.line_joins import is_bare_item
from plankg.extract.line_tables import LineTables
from plankg.extract.lost_goals import LostGoals
from plankg.extract.page_below import PageBelow
from plankg.extract.place_rows import PlaceRows
from plankg.extract.structure import Headings
from plankg.extract.work_rows import WorkRows
from plankg.extract.wrapped_rows import WrappedRows
from plankg.leaders import leads_to_page
from plankg.lookups import Lookups, any_of
from plankg.model import Document, Paragraph, Span

_CONTENTS = re.compile(r"[\s　]*目[\s　]*[录次][\s　]*\Z")
# So many lines at most stand between a plan's title and its first heading: date, preamble.
_PREAMBLE_LINES = 8
_LONGEST_TITLE = 60
# A notice that says what is to be done in numbered paragraphs is no longer.
_LONGEST_NOTICE = 3000
# So many lines at most does the notice in front of a plan have.
_NOTICE_LINES = 14
# …的通知（2023年4月30日）青政办发〔2023〕14号: day and number on the line of the notice's title.
_OF_NOTICE = re.compile(
    r"的通知[ 　]*(?:[（(][^（()）]{0,20}\d{4}[ 　]*年[^（()）]{0,12}[）)])?[ 　]*"
    r"(?:[一-鿿]{1,12}[〔\[（(][ 　]*\d{4}[ 　]*[〕\]）)][ 　]*(?:第[ 　]*)?\d+[ 　]*号)?\Z"
)
# 青禾市人民政府办公室关于印发…: where the line that ends so was begun.
_BEGINS_NOTICE = re.compile(
    r"[^。；！？：《》]{2,40}(?:关于[^。；：]{0,40}|印发|转发)[^。；：]{0,60}\Z"
)
# 10.|青禾市人民政府关于印发…的通知: a collection numbers what it holds.
_NUMBERED = re.compile(r"[ 　]*\d{1,3}[.．、][ 　]*(?=[一-鿿])")
_FEWEST_CONTENTS = 3
_LINES_OF_AN_ENTRY = 2
_ANNEX_MARK = re.compile(r"[\s　]*附[ 　]*件[ 　]*[0-9一二三四五六七八九十]*[ 　]*[:：]?[\s　]*\Z")
# A notice's title goes over so many lines.
_LINES_OF_A_NOTICE = 4
_DAY_OF_TITLE = re.compile(
    r"[（(]20\d\d[ 　]*年[ 　]*\d{1,2}[ 　]*月[ 　]*\d{1,2}[ 　]*日[ 　]*[）)]"
    r"(?=[一-鿿]{1,12}[〔\[（(]|\Z)"
)
# …的通知（2023年1月6日）各区人民政府：: whom it is sent to, on its title's line.
_ADDRESSED = re.compile(
    r"的通知[ 　]*(?:[（(][^（()）]{0,20}\d{4}[ 　]*年[^（()）]{0,12}[）)])?[ 　]*"
    r"(?=各)[^。：:]{2,80}[：:]\Z"
)
# A notice whose own title was cut off says what it carries.
_HANDS_ON = re.compile(r"(?:现将|现把)[^。]{0,120}》[^。》]{0,16}(?:印发|下发|转发)给你们")
_ISSUER = re.compile(r"[一-鿿 　]{2,30}(?:政府|办公室|办公厅|委员会|市委|县委|区委|省委)")


def plans_in(document: Document, lookups: Lookups) -> Iterator[tuple[Document, Span]]:
    """Yield each plan of a file as a document of its own over the same text, with its stretch.

    The stretches cover the text; the first one begins with whatever stands above.
    """
    headings = lookups.made(Headings)
    document = lookups.made(BarRows).restored(with_glued_bars(document))
    document = lookups.made(WorkRows).restored(lookups.made(PlaceRows).restored(document))
    document = lookups.made(LineTables).restored(lookups.made(WrappedRows).restored(document))
    document = with_flat_goals(lookups.made(FlatTables).restored(document), lookups)
    document = lookups.made(LostGoals).restored(lookups.made(GluedGoals).restored(document))
    document = with_glued_contents(document)
    paragraphs = list(
        lookups.made(GluedPlans).parted(document, _without_contents(document, headings))
    )
    starts = [0, *_starts(document, paragraphs, headings, lookups)]
    page = lookups.made(PageBelow)
    notice = _notice_alone(document, paragraphs, starts, headings, lookups)
    # A notice with numbered paragraphs is no plan: its first and last lines head the next one.
    resumed = starts.pop(1) if notice else 0
    for index, first in enumerate(starts):
        last = starts[index + 1] if index + 1 < len(starts) else len(paragraphs)
        begin = paragraphs[first].span.start if index else 0
        end = paragraphs[last].span.start if last < len(paragraphs) else len(document.text)
        first = first if index else resumed
        own = paragraphs[first:last]
        if last < len(paragraphs) and own and is_bare_item(own[-1].text):
            # 10.⏎青禾市人民政府关于印发…: a collection numbers what it holds.
            own.pop()
        if len(own) > 1 and is_bare_item(own[0].text) and _names_document(own[1:]):
            own.pop(0)
        if own and (number := _NUMBERED.match(own[0].text)) and (index or _names_document(own)):
            # The number is the collection's, and no part of the plan's own notice.
            own[0] = _from(own[0], number.end())
        kept = page.cut_from(document, own, headings)
        read = kept[-1].span.end if len(kept) < len(own) else end
        yield (
            replace(
                document,
                paragraphs=tuple(kept if index else [*notice, *kept]),
                tables=tuple(
                    table for table in document.tables if begin <= table.span.start < read
                ),
            ),
            Span(begin, end),
        )


def _notice_alone(
    document: Document,
    paragraphs: list[Paragraph],
    starts: list[int],
    headings: Headings,
    lookups: Lookups,
) -> list[Paragraph]:
    """Return the lines that head and sign a notice with numbered paragraphs of its own.

    None are where what stands before the second plan is a plan itself: it has a title that is no
    notice's.
    """
    if len(starts) < 2:
        return []
    above = paragraphs[: starts[1]]
    title = _title_pattern(lookups)
    if not any(_is_notice(one) or _HANDS_ON.search(one.text) for one in above):
        return []
    named = (one for one in above if not _heads(document, one, headings))
    if any(title.match(one.text.strip(" 　\r\t")) for one in named):
        return []
    glued = _glued_title_pattern(lookups)
    if sum(len(one.text) for one in above) > _LONGEST_NOTICE or any(
        glued.match(one.text.strip(" 　\r\t")) for one in above
    ):
        return []
    return [one for one in above if "。" not in one.text and not _heads(document, one, headings)]


def _is_notice(paragraph: Paragraph) -> bool:
    words = paragraph.text.strip(" 　\r\t")
    return len(words) <= _LONGEST_TITLE and words.endswith("的通知")


def _heads_notice(paragraph: Paragraph) -> bool:
    """Say whether a line ends a notice's title, its day and number behind it or not."""
    named = _OF_NOTICE.search(paragraph.text.strip(" 　\r\t"))
    return named is not None and named.start() <= _LONGEST_TITLE


def _names_document(lines: Sequence[Paragraph]) -> bool:
    """Say whether the title of a notice or plan begins the lines, over a few of them.

    3. 青禾市人民政府关于印发⏎…的通知, 1. 青禾市人民政府关于⏎…的实施意见（2023年5月17日）
    """
    words = ""
    for line in lines[:_LINES_OF_A_NOTICE]:
        words += line.text.strip(" 　\r\t")
        if "。" in words:
            return False
        if "关于" in words and any(
            end.search(words) for end in (_OF_NOTICE, _DAY_OF_TITLE, _ADDRESSED)
        ):
            return True
    return False


def _title_pattern(lookups: Lookups) -> re.Pattern[str]:
    kinds = any_of(lookups.words("plan_types"))
    return re.compile(rf"[^，。；：《》]{{4,{_LONGEST_TITLE}}}{kinds}(?:[（(][^（()）]*[)）])?\Z")


def _glued_title_pattern(lookups: Lookups) -> re.Pattern[str]:
    """Return a pattern of a title with the plan's first sentence on its line: …方案|为深入贯彻….

    A signature may stand before it.
    """
    kinds = any_of(lookups.words("plan_types"))
    return re.compile(
        rf"[^，。；：《》]{{4,{_LONGEST_TITLE}}}{kinds}(?:[（(][^（()）]*[)）])?"
        r"(?=为(?:深入|全面|认真|切实|进一步|加快|持续|有效|更好|加强|贯彻|推动|推进|建设|打造"
        r"|构建|完善|规范|提[高升]|优化|促进|强化|落实|实现|做好|了)|根据|按照)"
    )


def _from(line: Paragraph, at: int) -> Paragraph:
    """Return what follows the first `at` signs of a line."""
    return Paragraph(Span(line.span.start + at, line.span.end), line.text[at:])


def _starts(
    document: Document, paragraphs: list[Paragraph], headings: Headings, lookups: Lookups
) -> Iterator[int]:
    """Yield the indexes of the paragraphs that are the titles of the second and later plans."""
    title, glued = _title_pattern(lookups), _glued_title_pattern(lookups)
    begun = 0
    for index, paragraph in enumerate(paragraphs):
        order = top_order(document, paragraph, headings)
        if order is not None:
            begun = max(begun, order)
        if comes_to_second(paragraph.text):
            begun = max(begun, 2)
        words = paragraph.text.strip(" 　\r\t")
        if begun < 2 or order is not None:
            continue
        after = paragraphs[index + 1 : index + 1 + _PREAMBLE_LINES]
        orders = [top_order(document, line, headings) for line in after]
        # 实施方案|为持续…: a title that lost its break tells of a plan only below its own notice,
        # or right above the first heading.
        begins = title.match(words) or (
            glued.match(words)
            and (
                orders[:1] == [1] or _notice_before(document, paragraphs, index, headings) != index
            )
        )
        if not begins:
            continue
        if next((order for order in orders if order is not None), None) == 1:
            yield _notice_before(document, paragraphs, index, headings)
            begun = 0


def _notice_before(
    document: Document, paragraphs: list[Paragraph], title: int, headings: Headings
) -> int:
    """Return where the plan's own notice (…关于印发…的通知) begins, else its title."""
    for index in range(title - 1, max(-1, title - _NOTICE_LINES), -1):
        if top_order(document, paragraphs[index], headings) is not None:
            break
        if _heads_notice(paragraphs[index]):
            if heading_of(document, paragraphs[index], headings):
                # 4. 青禾市人民政府关于印发…的通知: numbered in a collection.
                return index if _NUMBERED.match(paragraphs[index].text) else index + 1
            above = paragraphs[index - 1]
            words = above.text.strip(" 　\r\t")
            begun = _BEGINS_NOTICE.match(words) and not _heads_notice(above)
            begun = begun and not heading_of(document, above, headings)
            return index - 1 if begun or _ISSUER.fullmatch(words) else index
    if title and _ANNEX_MARK.match(paragraphs[title - 1].text):
        return title - 1
    return title


def _without_contents(document: Document, headings: Headings) -> list[Paragraph]:
    """Return the paragraphs without a table of contents: headings up to the first one's return."""
    kept: list[Paragraph] = []
    dropped: list[str] = []
    inside = False
    for paragraph in _without_led_contents(document):
        if _CONTENTS.match(paragraph.text):
            inside = True
            continue
        words = _bare(paragraph)
        if inside:
            first = dropped[0] if dropped else ""
            if "。" in paragraph.text or (first and first.startswith(words) and words):
                inside = False
            else:
                dropped.append(words)
                continue
        kept.append(paragraph)
    return _without_unnamed_contents(document, kept, headings)


def _without_led_contents(document: Document) -> list[Paragraph]:
    """Return the paragraphs without lines that dots lead to a page's number (一、总则……3).

    A long entry breaks its line before its dots, so what stands between two such lines goes too;
    so does 目录 above them, since the lines themselves say where the contents end.
    """
    paragraphs = list(document.paragraphs)
    led = [index for index, one in enumerate(paragraphs) if leads_to_page(one.text)]
    if len(led) < _FEWEST_CONTENTS:
        return paragraphs
    dropped = set(led)
    if led[0] and _CONTENTS.match(paragraphs[led[0] - 1].text):
        dropped.add(led[0] - 1)
    for one, other in itertools.pairwise(led):
        if other - one <= _LINES_OF_AN_ENTRY:
            dropped.update(range(one, other))
    return [one for index, one in enumerate(paragraphs) if index not in dropped]


def _without_unnamed_contents(
    document: Document, paragraphs: list[Paragraph], headings: Headings
) -> list[Paragraph]:
    """Return the paragraphs without a run of headings that all return below, with their text."""
    first = next(
        (i for i, one in enumerate(paragraphs) if _heads(document, one, headings)), len(paragraphs)
    )
    last = first
    while last < len(paragraphs) and _heads(document, paragraphs[last], headings):
        last += 1
    run = [_bare(one) for one in paragraphs[first:last]]
    # Without a sign between them the run goes on into the plan: it ends where it begins again.
    if run and run[0] in run[1:]:
        run = run[: run.index(run[0], 1)]
    later = {_bare(one) for one in paragraphs[first + len(run) :]}
    if len(run) < _FEWEST_CONTENTS or not all(words in later for words in run):
        return paragraphs
    return [*paragraphs[:first], *paragraphs[first + len(run) :]]


def _bare(paragraph: Paragraph) -> str:
    """Return a heading's words without blanks, leaders and its page's number."""
    return re.sub(r"[\s　.．…·]+|(?<!\d)\d+[\s　]*\Z", "", paragraph.text)


def _heads(document: Document, paragraph: Paragraph, headings: Headings) -> bool:
    """Say whether a paragraph is a heading and nothing else."""
    return "。" not in paragraph.text and heading_of(document, paragraph, headings) is not None
