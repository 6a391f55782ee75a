"""Groups never bring together what is kept apart, and hold everything else that was joined."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from plankg.linking.groups import Groups

NAMES = st.sampled_from("abcdefgh")
PAIRS = st.lists(st.tuples(NAMES, NAMES).filter(lambda pair: pair[0] != pair[1]))


@given(PAIRS, PAIRS)
def test_what_is_apart_is_never_in_one_group(
    joined: list[tuple[str, str]], apart: list[tuple[str, str]]
) -> None:
    groups = Groups(apart)
    for one, other in joined:
        if not groups.join(one, other):
            mine, theirs = groups.of(one), groups.of(other)
            pairs = {*apart, *((b, a) for a, b in apart)}
            assert pairs & {(a, b) for a in mine for b in theirs}, "joining was refused for that"
    assert all(other not in groups.of(one) for one, other in apart)


@given(PAIRS)
def test_without_anything_apart_all_that_was_joined_is_one(joined: list[tuple[str, str]]) -> None:
    groups = Groups(())
    for one, other in joined:
        assert groups.join(one, other)
    for one, other in joined:
        assert set(groups.of(one)) == set(groups.of(other))


def test_a_group_has_one_plan_at_most() -> None:
    groups = Groups((), {"p", "q"})
    assert groups.join("cited", "p")
    assert not groups.join("q", "cited")
    assert groups.of("cited") is groups.of("p")
    assert groups.of("q") == ["q"]
