"""Lists far longer than any plan's are read in no more steps than shorter ones."""

import pytest
from plans import plan_with, read_text


@pytest.mark.parametrize("item", ["市水利局、", "归集率、", "占", "达到", "由市水利局牵头，"])
def test_a_long_run_of_one_word_is_read_to_its_end(item: str) -> None:
    reading = read_text(plan_with(item * 2000 + "达到80%以上。"))
    assert reading.text.count(item) >= 2000
    assert "".join(entry.quote for entry in reading.ledger) == reading.text
