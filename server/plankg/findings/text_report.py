"""A report as text for a terminal: by check, each finding with its sentences."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from plankg.findings.finding import SEVERITIES, Side
from plankg.findings.report import AuditReport, CheckText, Entry
from plankg.findings.report_words import said
from plankg.findings.report_words import word as word_of
from plankg.findings.values import LANGUAGES, Bilingual, Thing
from plankg.findings.waivers import Waiver


def text_report(report: AuditReport, languages: Sequence[str] = LANGUAGES) -> str:
    """Return the report, in one language or in both."""
    return "\n\n".join(_Writer(report, tuple(languages)).blocks())


class _Writer:
    def __init__(self, report: AuditReport, languages: tuple[str, ...]) -> None:
        self._report = report
        self._languages = languages

    def blocks(self) -> Iterator[str]:
        for name, entries in self._report.by_check().items():
            yield self._heading(self._report.checks[name], len(entries))
            for entry in entries:
                yield "\n".join(self._lines(entry))
        yield self._summary()

    def _heading(self, check: CheckText, count: int) -> str:
        return f"══ {self._said(check.title)} [{check.name}] {count}"

    def _lines(self, entry: Entry) -> Iterator[str]:
        finding = entry.finding
        marks = [self._word(finding.severity), self._word(finding.confidence)]
        marks += [self._word(entry.change)] if entry.change else []
        marks += [self._word("waived")] if entry.state == "waived" else []
        yield f"{' · '.join(marks)}  {finding.plan}  {finding.id}"
        for language in self._languages:
            yield f"  {finding.message[language]}"
        if finding.arithmetic:
            yield f"  {self._said(finding.arithmetic)}"
        for side in finding.sides:
            yield f"  ▸ {self._side(side, finding.other_plan(side))}"
        if finding.bodies:
            names = "、".join(body.labels.get("zh", body.iri) for body in finding.bodies)
            yield f"  {self._word('body')}: {names}"
        yield f"  {self._word('settle')}: {self._said(finding.settle)}"
        if entry.waiver:
            waiver = entry.waiver
            until = f" … {waiver.until}" if waiver.until else ""
            state = "waived" if entry.state == "waived" else "expired"
            yield f"  {self._word(state)}: {waiver.reason} ({waiver.who}, {waiver.when}{until})"

    def _side(self, side: Side, plan: str) -> str:
        where = " ".join(filter(None, (plan, side.where))) or "–"
        place = "" if side.start is None else f" {side.start}–{side.end}"
        caption = f"{self._said(side.caption)}: " if side.caption else ""
        words = _with_marks(side) if side.sentence else side.quote or side.label
        return f"[{where}{place}] {caption}{' '.join(words.split())}"

    def _summary(self) -> str:
        report = self._report
        counts = [
            f"{self._word(severity)} {report.count(severity)}"
            for severity in SEVERITIES
            if report.count(severity)
        ]
        waived = sum(report.count(severity, "waived") for severity in SEVERITIES)
        counts += [f"{self._word('waived')} {waived}"] if waived else []
        lines = [" · ".join(counts) or self._word("none")]
        if changes := report.changes():
            told = " · ".join(f"{self._word(change)} {count}" for change, count in changes.items())
            lines.append(f"{self._word('since')} {report.since}: {told}")
        lines += self._unverifiable("body", report.unverifiable_per_body())
        lines += self._unverifiable("task", report.unverifiable_per_task())
        lines += self._waivers("unmatched", report.unmatched)
        lines += self._waivers("expired", report.expired)
        return "\n".join(lines)

    def _unverifiable(self, of: str, counts: Sequence[tuple[Thing, int]]) -> Iterator[str]:
        if counts:
            told = "、".join(f"{thing.labels.get('zh', thing.iri)} {n}" for thing, n in counts)
            yield f"{self._word('unverifiable')} ({self._word(of)}): {told}"

    def _waivers(self, word: str, waivers: Iterable[Waiver]) -> Iterator[str]:
        return (f"{self._word(word)}: {one.plan}: {one.told()}" for one in waivers)

    def _word(self, word: str) -> str:
        return word_of(word, self._languages)

    def _said(self, texts: Bilingual) -> str:
        return said(texts, self._languages)


def _with_marks(side: Side) -> str:
    """Return the sentence with the side's own words in brackets."""
    if side.start is None or side.end is None or side.quote == side.sentence:
        return side.sentence
    start, end = side.start - side.sentence_start, side.end - side.sentence_start
    return f"{side.sentence[:start]}【{side.quote}】{side.sentence[end:]}"
