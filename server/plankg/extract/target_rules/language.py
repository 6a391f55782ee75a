"""What all rules for targets read with: times, quantities, phrases, places and words."""

from __future__ import annotations

from dataclasses import dataclass

from plankg.extract.phrase import Phrase
from plankg.extract.phrases import PhraseGrammar
from plankg.extract.quantities import QuantityGrammar
from plankg.extract.scopes import ScopeGrammar
from plankg.extract.target_rules.doing_words import DoingWords
from plankg.extract.target_rules.name_words import NameWords
from plankg.extract.target_rules.past import PastWords
from plankg.extract.target_rules.sentence_words import SentenceWords
from plankg.extract.target_rules.topic_words import TopicWords
from plankg.extract.times import TimeGrammar
from plankg.lookups import Lookups


@dataclass(frozen=True, slots=True)
class Language:
    """The grammars and word patterns of one plan's reading, made once and never changed."""

    times: TimeGrammar
    quantities: QuantityGrammar
    phrases: PhraseGrammar
    scopes: ScopeGrammar
    names: NameWords
    doing: DoingWords
    sentences: SentenceWords
    past: PastWords
    topics: TopicWords

    @classmethod
    def of(cls, lookups: Lookups, scopes: ScopeGrammar) -> Language:
        """Return the language of the tables, with the scopes of one plan."""
        times = lookups.made(TimeGrammar)
        return cls(
            times,
            lookups.made(QuantityGrammar),
            PhraseGrammar(lookups, times),
            scopes,
            lookups.made(NameWords.of),
            lookups.made(DoingWords.of),
            lookups.made(SentenceWords.of),
            lookups.made(PastWords.of),
            lookups.made(TopicWords.of),
        )

    def phrase(self, text: str, start: int, end: int) -> Phrase:
        """Take apart the words of ``text[start:end]``, which stand before a value."""
        return self.phrases.phrase(text, start, end, self.scopes.pattern)
