"""A short plan of our own writing, with its reading made by hand, for the tests of every part.

The text stands in ``sample.txt``. Offsets are computed by locating quotes, so that the text can be
mended; what the reading says is by the contract, and nothing here uses the extractor.
"""

from __future__ import annotations

import hashlib
import itertools
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path

from plankg.iris import Iris
from plankg.model import (
    CarrierMeasure,
    Cell,
    Document,
    Element,
    ElementType,
    Evidence,
    LedgerEntry,
    LedgerState,
    Mention,
    Paragraph,
    Place,
    PlanMeta,
    Reading,
    Responsibility,
    Role,
    Span,
    Table,
    Target,
    WorkLevel,
)

SLUG = "sample-2021-2022"
AREA = "320281"
TEXT = Path(__file__).with_name("sample.txt").read_text(encoding="utf-8")
NOT_UNDERSTOOD = "水到渠成，渠成水到。"

YEAR_2021 = (date(2021, 1, 1), date(2021, 12, 31))
YEAR_2022 = (date(2022, 1, 1), date(2022, 12, 31))
WHOLE = (date(2021, 1, 1), date(2022, 12, 31))

ACTION = "实施源头活水行动，培育创新新主体"
TASK_1 = "培育创新企业"
TASK_2 = "建好高新区创新载体"
LIST_1 = "（责任单位：市科技局、市财政局，各镇街园区）"
LIST_2 = "（责任单位：高新区、市科协）"
GOAL_1 = "净增高新技术企业12家。"
GOAL_2 = "编制创新企业地图。"
GOAL_3 = "新建各类创新载体0.5万平方米。"


def sample_reading(text: str = TEXT, base: str | None = None) -> Reading:
    """Return the sample's reading; `text` may differ from the file where no quote stands."""
    return _Sample(text, Iris(base) if base else Iris()).reading()


_LEVELS: dict[str, WorkLevel] = {"Action": "action", "Task": "task"}


@dataclass(frozen=True)
class _Sample:
    text: str
    iris: Iris

    def at(self, quote: str, within: str = "") -> Span:
        """Locate `quote` in the text, or in the first place where `within` stands."""
        start = self.text.index(within) if within else 0
        found = self.text.index(quote, start)
        return Span(found, found + len(quote))

    def part(self, path: str) -> str:
        return f"{self.iris.plan(SLUG)}/{path}"

    def reading(self) -> Reading:
        elements = self.elements()
        return Reading(
            document=self.document(),
            meta=self.meta(),
            elements=elements,
            targets=self.targets(),
            responsibilities=self.responsibilities(),
            carrier_measures=(self.carrier_measure(),),
            mentions=self.mentions(),
            ledger=self.ledger(elements),
        )

    def document(self) -> Document:
        lines: list[Paragraph] = []
        position = 0
        for line in self.text.split("\n"):
            lines.append(Paragraph(Span(position, position + len(line)), line))
            position += len(line) + 1
        cells = [line for line in lines if line.text.startswith("\t")]
        rows = tuple(
            tuple(
                Cell(row, column, Span(line.span.start + 1, line.span.end), line.text[1:])
                for column, line in enumerate(cells[row * 6 : row * 6 + 6])
            )
            for row in range(len(cells) // 6)
        )
        table = Table(Span(rows[0][0].span.start, rows[-1][-1].span.end), rows)
        prose = tuple(line for line in lines if line.text.strip() and line not in cells)
        digest = hashlib.sha256(self.text.encode()).hexdigest()
        return Document("sample.txt", self.text, digest, prose, (table,))

    def meta(self) -> PlanMeta:
        title = "“水韵澄江”两年行动计划（2021－2022年）"
        return PlanMeta(
            slug=SLUG,
            iri=self.iris.plan(SLUG),
            title=title,
            number="样政发〔2021〕1号",
            issuers=("江阴市人民政府",),
            issued=date(2021, 2, 8),
            period_start=WHOLE[0],
            period_end=WHOLE[1],
            area="江阴市",
            area_iri=self.iris.area(AREA),
            evidence=(
                Evidence(self.at(title, "2021年2月8日"), ("title", "periodStart", "periodEnd")),
                Evidence(self.at("样政发〔2021〕1号"), ("number",)),
                Evidence(self.at("江阴市人民政府"), ("issuedBy", "hasArea")),
                Evidence(self.at("2021年2月8日"), ("issued",)),
            ),
        )

    def element(
        self,
        path: str,
        type_: ElementType,
        where: str,
        number: str,
        title: str,
        words: str,
        parent: str,
        *,
        within: str = "",
        printed_in: str = "",
        qualitative: bool = False,
        deadline: date | None = None,
    ) -> Element:
        span = self.at(words, within)
        title_start = words.find(title) if title else -1
        title_span = (
            Span(span.start + title_start, span.start + title_start + len(title))
            if title_start >= 0
            else None
        )
        return Element(
            plan=SLUG,
            where=where,
            type=type_,
            number=number,
            title=title,
            text=span.of(self.text),
            parent_iri=self.part(parent) if parent else self.iris.plan(SLUG),
            qualitative=qualitative,
            deadline=deadline,
            start=span.start,
            end=span.end,
            iri=self.part(path),
            order=int(path.rpartition("/")[2]),
            printed_in=self.part(printed_in) if printed_in else "",
            title_span=title_span,
            rule="structure@1",
            work=_LEVELS.get(type_, ""),
        )

    def line(self, beginning: str) -> str:
        start = self.text.index(f"\n{beginning}") + 1
        return self.text[start : self.text.index("\n", start)]

    def elements(self) -> tuple[Element, ...]:
        end, action = WHOLE[1], "section/2/action/1"
        tasks = (
            self.element(
                f"{action}/task/1",
                "Task",
                "二（一）1",
                "1",
                TASK_1,
                self.line("1．"),
                action,
                printed_in="section/2",
                deadline=end,
            ),
            self.element(
                f"{action}/task/2",
                "Task",
                "二（一）2",
                "2",
                TASK_2,
                self.line("2．"),
                action,
                printed_in="section/2",
                deadline=end,
            ),
        )
        places = (
            Place(self.part("annex/1"), TASK_1, self.at(TASK_1, "1.培育")),
            Place(
                self.part("annex/1"),
                "建好高新区创新载体，服务初创团队",
                self.at("建好高新区创新载体，服务初创团队"),
            ),
        )
        annex_title = "“水韵澄江”两年行动计划2021年重点工作目标"
        return (
            self.element("section/1", "Section", "一", "一", "主要目标", "一、主要目标", ""),
            self.element(
                "section/1/objective/1",
                "Objective",
                "一",
                "",
                "",
                self.line("到2022年"),
                "section/1",
                printed_in="section/1",
                deadline=end,
            ),
            self.element("section/2", "Section", "二", "二", "重点任务", "二、重点任务", ""),
            self.element(
                action,
                "Action",
                "二（一）",
                "一",
                ACTION,
                f"（一）{ACTION}",
                "section/2",
                printed_in="section/2",
            ),
            *(replace(task, places=(place,)) for task, place in zip(tasks, places, strict=True)),
            self.element("section/3", "Section", "三", "三", "保障措施", "三、保障措施", ""),
            self.element(
                "section/3/safeguard/1",
                "Safeguard",
                "三（一）",
                "一",
                "加大创新投入",
                self.line("（一）加大"),
                "section/3",
                printed_in="section/3",
                qualitative=True,
            ),
            self.element(
                "annex/1",
                "Section",
                "附件",
                "",
                annex_title,
                f"附件\n{annex_title}",
                "",
                within="\n附件\n",
            ),
            self.goal(1, 1, GOAL_1),
            self.goal(1, 2, GOAL_2, qualitative=True),
            self.goal(2, 1, GOAL_3),
        )

    def goal(self, task: int, row: int, words: str, *, qualitative: bool = False) -> Element:
        return self.element(
            f"annex/1/task/{task}/goal/{row}",
            "WorkGoal",
            f"附件 {task}.{row}",
            str(row),
            "",
            words,
            f"section/2/action/1/task/{task}",
            printed_in="annex/1",
            qualitative=qualitative,
            deadline=YEAR_2021[1],
        )

    def target(self, path: str, where: str, quote: str, indicator: str, value: str) -> Target:
        """Make a target of the whole area in 2022; what differs is replaced by the caller."""
        span = self.at(quote)
        element = self.part(path)
        return Target(
            plan=SLUG,
            where=where,
            action="",
            task="",
            goal="",
            scope="江阴市",
            indicator=indicator,
            indicator_iri=self.iris.indicator(indicator),
            comparator="=",
            value=Decimal(value),
            value_max=None,
            unit="家",
            kind="increase",
            frequency="once",
            period_start=YEAR_2022[0],
            period_end=YEAR_2022[1],
            hedge="",
            lead="",
            participants="",
            responsible="",
            quote=quote,
            start=span.start,
            end=span.end,
            iri=self.iris.fact(element, "target", (quote, "江阴市", value)),
            element_iri=element,
            scope_iri=self.iris.area(AREA),
            evidence=(
                Evidence(span, ("indicatorLabel", "hasIndicator", "value", "hasUnit", "hasKind")),
            ),
            rule="target-in-prose@1",
        )

    def targets(self) -> tuple[Target, ...]:
        objective, task = "section/1/objective/1", "section/2/action/1/task"
        share = self.target(
            objective,
            "一",
            "全社会研发投入占GDP的比重力争达到3.5%以上",
            "全社会研发投入占GDP的比重",
            "3.5",
        )
        carriers = self.target(
            objective,
            "一",
            "新建孵化器、加速器等创新载体2－3家",
            "孵化器、加速器等创新载体",
            "2",
        )
        firms = self.target(
            f"{task}/1", "二（一）1", "高新技术企业数突破300家", "高新技术企业数", "300"
        )
        space = self.target(
            f"{task}/2", "二（一）2", "新建各类创新载体1.5万平方米", "各类创新载体", "1.5"
        )
        new_firms = self.target(
            "annex/1/task/1/goal/1", "附件 1.1", "净增高新技术企业12家", "高新技术企业", "12"
        )
        new_space = self.target(
            "annex/1/task/2/goal/1",
            "附件 2.1",
            "新建各类创新载体0.5万平方米",
            "各类创新载体",
            "0.5",
        )
        by_2022 = Evidence(self.at("到2022年", "\n一、"), ("periodEnd",), restored=False)
        return (
            replace(
                share,
                comparator=">=",
                unit="%",
                kind="level",
                hedge="力争",
                evidence=(*share.evidence, by_2022),
            ),
            replace(
                carriers,
                comparator="range",
                value_max=Decimal(3),
                frequency="annual",
                period_start=WHOLE[0],
                evidence=(
                    *carriers.evidence,
                    Evidence(self.at("每年"), ("hasFrequency",), restored=True),
                ),
            ),
            replace(
                firms,
                action=ACTION,
                task=TASK_1,
                comparator=">",
                kind="level",
                responsible="市科技局；市财政局；各镇街园区",
                evidence=(*firms.evidence, Evidence(self.at("全市"), ("hasScope",))),
            ),
            self.in_zone(
                replace(
                    space,
                    action=ACTION,
                    task=TASK_2,
                    unit="万平方米",
                    period_start=WHOLE[0],
                    responsible="高新区；市科协",
                ),
                self.at("高新区", "2．建好"),
            ),
            replace(
                new_firms,
                action=ACTION,
                task=TASK_1,
                goal=GOAL_1,
                period_start=YEAR_2021[0],
                period_end=YEAR_2021[1],
                lead="市科技局",
                participants="市财政局；市税务局",
                rule="target-in-table@1",
            ),
            self.in_zone(
                replace(
                    new_space,
                    action=ACTION,
                    task=TASK_2,
                    goal=GOAL_3,
                    unit="万平方米",
                    period_start=YEAR_2021[0],
                    period_end=YEAR_2021[1],
                    lead="高新区",
                    participants="市科技局",
                    rule="target-in-table@1",
                ),
                self.at("高新区", "2.建好"),
            ),
        )

    def in_zone(self, target: Target, words: Span) -> Target:
        """Set the zone that a heading restores as scope."""
        return replace(
            target,
            scope="高新区",
            scope_iri=self.iris.area(AREA, "高新区"),
            iri=self.iris.fact(
                target.element_iri, "target", (target.quote, "高新区", str(target.value))
            ),
            evidence=(*target.evidence, Evidence(words, ("hasScope",), restored=True)),
            confidence="restored",
        )

    def responsibilities(self) -> tuple[Responsibility, ...]:
        task, goal = "section/2/action/1/task", "annex/1/task"
        first, second = ("二（一）1", TASK_1, f"{task}/1"), ("二（一）2", TASK_2, f"{task}/2")
        row_1 = ("附件 1.1", GOAL_1, f"{goal}/1/goal/1")
        row_2 = ("附件 1.2", GOAL_2, f"{goal}/1/goal/2")
        row_3 = ("附件 2.1", GOAL_3, f"{goal}/2/goal/1")
        return (
            self.held(first, "市科技局", "responsible", LIST_1, 1),
            self.held(first, "市财政局", "responsible", LIST_1, 2),
            replace(
                self.held(first, "各镇街园区", "responsible", LIST_1, 3), group=2, collective=True
            ),
            self.held(second, "高新区", "responsible", LIST_2, 1),
            self.held(second, "市科协", "responsible", LIST_2, 2),
            self.held(row_1, "市科技局", "lead", GOAL_1, 1),
            self.held(row_1, "市财政局", "participant", GOAL_1, 1),
            self.held(row_1, "市税务局", "participant", GOAL_1, 2),
            self.held(row_2, "市科协", "lead", GOAL_2, 1),
            self.held(row_3, "高新区", "lead", GOAL_3, 1),
            self.held(row_3, "市科技局", "participant", GOAL_3, 1),
        )

    def held(
        self, element: tuple[str, str, str], body: str, role: Role, within: str, position: int
    ) -> Responsibility:
        where, title, path = element
        span = self.at(body, within)
        return Responsibility(
            plan=SLUG,
            where=where,
            element=title,
            element_iri=self.part(path),
            body=body,
            body_iri=self.iris.body(AREA, body),
            role=role,
            basis="stated",
            quote=body,
            start=span.start,
            end=span.end,
            iri=self.iris.fact(self.part(path), "responsibility", (body, role)),
            position=position,
            rule="bodies-in-brackets@1" if role == "responsible" else "bodies-in-table@1",
        )

    def carrier_measure(self) -> CarrierMeasure:
        quote, name = "改造提升水谷孵化园", "水谷孵化园"
        span, element = self.at(quote), self.part("section/2/action/1/task/2")
        return CarrierMeasure(
            plan=SLUG,
            where="二（一）2",
            element_iri=element,
            carrier=name,
            carrier_iri=self.iris.carrier(AREA, name),
            carrier_type="incubator",
            place="高新区",
            place_iri=self.iris.area(AREA, "高新区"),
            measure="upgrade",
            verb="改造提升",
            quote=quote,
            start=span.start,
            end=span.end,
            iri=self.iris.fact(element, "measure", (quote, name, "upgrade")),
            evidence=(
                Evidence(span, ("concerns", "hasMeasure", "verb")),
                Evidence(self.at("高新区", "2．建好"), ("locatedIn",), restored=True),
            ),
            confidence="inferred",
            rule="carrier-after-verb@1",
        )

    def mentions(self) -> tuple[Mention, ...]:
        task, safeguard = "section/2/action/1/task/1", "section/3/safeguard/1"
        scheme = self.mention(task, "二（一）1", "“江风英才计划”")
        paper = self.mention(
            safeguard, "三（一）", "省委省政府《关于涵养创新源头的若干意见》（样发〔2020〕9号）"
        )
        programme, number = "江风英才计划", "样发〔2020〕9号"
        return (
            replace(scheme, name=programme, thing_iri=self.iris.programme(AREA, programme)),
            replace(
                paper,
                kind="document",
                name="关于涵养创新源头的若干意见",
                number=number,
                issuer="省委省政府",
                thing_iri=self.iris.document(number),
            ),
        )

    def mention(self, path: str, where: str, quote: str) -> Mention:
        span, element = self.at(quote), self.part(path)
        return Mention(
            plan=SLUG,
            where=where,
            element_iri=element,
            kind="programme",
            name="",
            number="",
            issuer="",
            thing_iri="",
            quote=quote,
            start=span.start,
            end=span.end,
            iri=self.iris.fact(element, "mention", (quote,)),
            evidence=(Evidence(span, ("mentionOf",)),),
            rule="marked-name@1",
        )

    def ledger(self, elements: tuple[Element, ...]) -> tuple[LedgerEntry, ...]:
        odd = self.at(NOT_UNDERSTOOD)
        cuts = sorted(
            {0, len(self.text), odd.start, odd.end}
            | {place + 1 for place, sign in enumerate(self.text) if sign == "\n"}
        )
        return tuple(
            self.entry(Span(start, end), elements, odd) for start, end in itertools.pairwise(cuts)
        )

    def entry(self, span: Span, elements: tuple[Element, ...], odd: Span) -> LedgerEntry:
        element = next((e for e in elements if e.start < span.end and span.start < e.end), None)
        state: LedgerState = "understood" if element else "background"
        reason = "an element's own words" if element else "outside the parts that commit"
        if span == odd:
            state, reason = "not-understood", "no rule read this sentence"
        return LedgerEntry(
            plan=SLUG,
            start=span.start,
            end=span.end,
            state=state,
            reason=reason,
            quote=span.of(self.text),
            where=element.where if element else "",
            element_iri=element.iri if element else "",
        )
