"""Questions to a built workspace: query, sparql, export, check, ontology."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from openpyxl import load_workbook

from plankg.cli import main
from plankg.iris import Iris
from plankg.table_formats import write_rows
from plankg.tables import COLUMNS, rows_of
from sample import SLUG, sample_reading

HEADER = """\
#+ title:
#+   zh: 承担的任务
#+   en: tasks of a body
#+ description:
#+   zh: 该单位承担的任务。
#+   en: The tasks that a body is responsible for.
#+ rows: counts
#+ parameters:
#+   body:
#+     type: string
#+     description:
#+       zh: 单位
#+       en: The body
#+     example: 市财政局
#+     required: true
"""
QUERY = """
SELECT ?_body ?task ?role WHERE {
  ?held plan:printedName ?_body ; plan:responsibleFor/dcterms:title ?task ; plan:hasRole ?role
}
ORDER BY ?task ?role
"""


@pytest.fixture
def asked(built: Path, plankg):
    """Run a command on the built sample."""
    return lambda *args: plankg(*args, "--workspace", built)


@pytest.fixture
def catalogue(built: Path):
    file = built / "queries" / "catalogue" / "tasks-of.rq"
    file.write_text(HEADER + QUERY, encoding="utf-8")
    yield file
    file.unlink()


def test_a_query_that_is_dropped_in_has_its_command_and_its_help(asked, catalogue: Path) -> None:
    assert "tasks-of" in asked("query", "--help").out
    shown = asked("query", "tasks-of", "--help").out
    assert "--body" in shown
    assert "required; example: 市财政局" in shown


def test_a_named_query_gives_its_rows(asked, catalogue: Path) -> None:
    outcome = asked("query", "tasks-of", "--body", "市财政局", "--format", "csv")
    assert outcome.code == 0
    rows = list(csv.DictReader(io.StringIO(outcome.out)))
    assert [row["task"] for row in rows] == ["培育创新企业"]


def test_a_named_query_in_json_says_that_it_is_complete(asked, catalogue: Path) -> None:
    answer = json.loads(asked("query", "tasks-of", "--body", "市财政局", "--format", "json").out)
    assert (answer["complete"], answer["rows"]) == (True, 1)


def test_pages_of_a_named_query_are_the_whole_answer(asked) -> None:
    whole = asked("query", "workload-of-bodies", "--format", "csv").out.splitlines()
    first = asked("query", "workload-of-bodies", "--format", "csv", "--limit", "2")
    assert first.out.splitlines() == whole[:3]
    told = first.err.partition("more rows follow: ")[2].split()
    assert told[:3] == ["--limit", "2", "--page"]
    second = asked("query", "workload-of-bodies", "--format", "csv", *told)
    assert second.out.splitlines() == [whole[0], *whole[3:5]]


def test_a_named_query_gives_rdf(asked) -> None:
    arguments = ("query", "targets-led-by", "--body", "科技局", "--format")
    assert "plan:WorkGoal" in asked(*arguments, "turtle").out
    assert f"/id/{SLUG}/annex/1/task/1/goal/1>" in asked(*arguments, "ntriples").out


def test_the_help_of_a_query_shows_columns_and_an_example(asked) -> None:
    shown = " ".join(asked("query", "targets-led-by", "--help").out.split())
    assert "Columns: plan, where, action, task, goal, body, targets, quote" in shown
    assert "Example: plankg query targets-led-by --body 科技局" in shown


def test_a_table_leaves_addresses_to_programs_and_says_so(asked, catalogue: Path) -> None:
    outcome = asked("query", "tasks-of", "--body", "市财政局", "--format", "table")
    assert outcome.out.splitlines()[0].split() == ["task"]
    assert "not in the table, but in csv and json: role" in outcome.err


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["tasks-off", "--body", "x"], "there is no query 'tasks-off'; did you mean tasks-of"),
        (["tasks-of", "--bodi", "x"], "No such option '--bodi'"),
        (["tasks-of"], "the parameter 'body' is missing"),
    ],
)
def test_a_wrong_question_is_one_line(asked, catalogue, arguments, message: str) -> None:
    outcome = asked("query", *arguments)
    assert outcome.code == 2
    assert message in outcome.error


def test_an_iri_of_which_nothing_is_known_is_one_line(asked) -> None:
    unknown = f"{Iris().plan(SLUG)}/none"
    outcome = asked("query", "evidence", "--iri", unknown)
    assert outcome.code == 2
    assert f"nothing is known of {unknown!r}" in outcome.error


def test_a_known_thing_without_evidence_gives_no_rows(asked) -> None:
    outcome = asked("query", "evidence", "--iri", Iris().text(SLUG), "--format", "csv")
    assert outcome.code == 0
    assert len(outcome.out.splitlines()) == 1


@pytest.mark.parametrize(
    ("header", "message"),
    [
        ("", "there is no header"),
        ("#+ title: one\n", "tasks-of.rq:1"),
        (HEADER.replace("type: string", "type: strin"), "tasks-of.rq:10: 'strin' is none of"),
        (HEADER.replace("#+   body:", "#+   format:"), "tasks-of.rq"),
    ],
    ids=["none", "incomplete", "unknown type", "a parameter named like our option"],
)
def test_a_bad_header_is_named_by_file_and_line(
    asked, catalogue: Path, header: str, message: str
) -> None:
    catalogue.write_text(header + QUERY.replace("?_body", "?_format"), encoding="utf-8")
    outcome = asked("query", "tasks-of", "--help")
    assert outcome.code == 2
    assert message in outcome.error


def test_the_workspace_may_stand_before_or_after_the_query(
    built: Path, catalogue: Path, plankg
) -> None:
    question = ["tasks-of", "--body", "市财政局"]
    answers = {
        plankg("query", "--workspace", built, *question).out,
        plankg("query", *question, f"--workspace={built}").out,
        plankg("--workspace", built, "query", *question).out,
    }
    assert len(answers) == 1


SELECT = "SELECT (COUNT(?t) AS ?n) { ?t a plan:Target }"


@pytest.mark.parametrize(
    ("form", "expected"),
    [("csv", "n\n6\n"), ("tsv", "?n\n6\n"), ("table", "n\n─\n6\n")],
)
def test_sparql_from_the_command_line(asked, form: str, expected: str) -> None:
    outcome = asked("sparql", "-q", SELECT, "--format", form)
    assert outcome.out.replace("\r\n", "\n") == expected


def test_a_graph_that_is_named_again_counts_once(asked) -> None:
    graph = "FROM <https://w3id.org/plankg/ontology> "
    once, again = (
        asked("sparql", "-q", f"SELECT (COUNT(*) AS ?n) {graph * times} {{ ?s ?p ?o }}").out
        for times in (1, 2)
    )
    assert once == again != "n\r\n0\r\n"


def test_sparql_from_a_file(asked, tmp_path: Path) -> None:
    file = tmp_path / "count.rq"
    file.write_text(SELECT)
    assert json.loads(asked("sparql", file, "--format", "json").out)["head"]["vars"] == ["n"]


def test_sparql_from_the_standard_input(asked, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"ASK { ?t a plan:Target }")))
    assert asked("sparql", "--format", "table").out == "true\n"


def test_a_graph_comes_as_turtle_unless_told_otherwise(asked) -> None:
    query = "CONSTRUCT { ?p a plan:Plan } { ?p a plan:Plan }"
    assert asked("sparql", "-q", query).out.startswith("@prefix")
    assert asked("sparql", "-q", query, "--format", "ntriples").out.startswith("<https://")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["-q", "SELECT ?x {"], "line 1, column 11: '{' is never closed"),
        (["-q", "INSERT DATA { <a:a> <a:a> <a:a> }"], "an update is refused"),
        (["-q", SELECT, "--format", "turtle"], "no answer as 'turtle'"),
        (["missing.rq"], "cannot read the query file 'missing.rq'"),
    ],
)
def test_a_bad_query_is_one_line(asked, arguments, message: str) -> None:
    outcome = asked("sparql", *arguments)
    assert outcome.code == 2
    assert message in outcome.error


@pytest.mark.parametrize("table", COLUMNS)
def test_export_gives_what_the_reading_says(asked, table: str) -> None:
    expected = write_rows(rows_of(sample_reading(), table), "csv").decode()
    assert asked("export", table, "--format", "csv").out == expected


@pytest.mark.parametrize(
    "arguments",
    [
        ("export", "targets", "--format", "csv"),
        ("audit", "--format", "json"),
        ("coverage", SLUG, "--format", "json"),
        ("query", "carriers", "--format", "json"),
        ("sparql", "-q", SELECT, "--format", "csv"),
    ],
)
def test_a_dash_is_the_standard_output(
    asked, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments
) -> None:
    monkeypatch.chdir(tmp_path)
    assert asked(*arguments, "--output", "-").out == asked(*arguments).out != ""
    assert list(tmp_path.iterdir()) == []
    assert asked(*arguments, "-o", "./-").out == ""
    assert (tmp_path / "-").is_file()


@pytest.mark.parametrize(
    ("command", "name", "begins"),
    [
        (("export", "ledger"), "ledger", "plan,start,end,"),
        (("export", "ledger"), "ledger.txt", "plan,start,end,"),
        (("export", "ledger"), "ledger.TSV", "plan\tstart\tend\t"),
        (("export", "ledger"), "ledger.json", '[\n{"plan": '),
        (("export", "ledger", "--format", "json"), "ledger.csv", '[\n{"plan": '),
        (("query", "carriers"), "carriers.ttl", "@prefix "),
        (("coverage", SLUG), "coverage", f"{SLUG}: "),
        (("coverage", SLUG), "coverage.csv", "plan,item,"),
        (("sparql", "-q", SELECT), "n", "n\r\n"),
        (("sparql", "-q", SELECT), "n.json", '{"head":'),
    ],
)
def test_a_file_is_written_as_its_ending_says_also_from_a_terminal(
    asked, tmp_path: Path, monkeypatch, command: tuple[str, ...], name: str, begins: str
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    assert asked(*command, "-o", tmp_path / name).code == 0
    assert (tmp_path / name).read_bytes().decode().startswith(begins)


@pytest.mark.parametrize("form", ["turtle", "ntriples", "nquads", "trig", "rdfxml", "jsonld"])
def test_a_graph_comes_in_each_format_that_the_engine_has(asked, form: str) -> None:
    query = "CONSTRUCT { ?t a plan:Target } { ?t a plan:Target }"
    outcome = asked("sparql", "-q", query, "--format", form)
    assert outcome.code == 0
    assert outcome.out.count("Target") >= 1


def test_an_exported_file_has_its_codebook_beside_it(asked, tmp_path: Path) -> None:
    file = tmp_path / "my.csv"
    assert asked("export", "targets", "--format", "csv", "--output", file).out == ""
    book = json.loads((tmp_path / "my.csv-metadata.json").read_text(encoding="utf-8"))
    header = file.read_text(encoding="utf-8").splitlines()[0]
    assert [column["name"] for column in book["tableSchema"]["columns"]] == header.split(",")


@pytest.mark.parametrize(
    ("name", "form", "url", "delimiter"),
    [
        ("my.csv", "csv", "my.csv", None),
        ("my.tsv", "tsv", "my.tsv", "\t"),
        ("目标 1#2.csv", "csv", "目标%201%232.csv", None),
    ],
)
def test_a_codebook_names_the_file_that_it_lies_beside(
    asked, tmp_path: Path, name: str, form: str, url: str, delimiter: str | None
) -> None:
    asked("export", "targets", "--format", form, "-o", tmp_path / name)
    book = json.loads((tmp_path / f"{name}-metadata.json").read_text(encoding="utf-8"))
    assert (book["url"], book["dialect"].get("delimiter")) == (url, delimiter)


def test_a_spreadsheets_codebook_tells_of_no_cells_between_signs(asked, tmp_path: Path) -> None:
    asked("export", "targets", "--format", "xlsx", "-o", tmp_path / "my.xlsx")
    book = json.loads((tmp_path / "my.xlsx-metadata.json").read_text(encoding="utf-8"))
    assert book["url"] == "my.xlsx"
    assert "dialect" not in book


def test_a_table_without_its_codebook_is_not_written(asked, tmp_path: Path) -> None:
    (tmp_path / "my.csv-metadata.json").mkdir()
    outcome = asked("export", "targets", "--format", "csv", "-o", tmp_path / "my.csv")
    assert outcome.code == 2
    assert "my.csv-metadata.json': it is a folder" in outcome.error
    assert [path.name for path in tmp_path.iterdir()] == ["my.csv-metadata.json"]


@pytest.mark.skipif(not Path("/dev/stdout").exists(), reason="the system has no /dev/stdout")
def test_a_pipe_gets_no_codebook_beside_it(built: Path, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "plankg", "export", "targets", "--format", "csv"]
    arguments = ["--workspace", str(built), "-o", "/dev/stdout"]
    done = subprocess.run([*command, *arguments], cwd=tmp_path, capture_output=True, check=True)
    assert done.stdout.startswith(b"plan,where,")
    assert done.stderr == b"wrote /dev/stdout\n"


@pytest.mark.parametrize("output", [(), ("-o", "-")])
def test_a_spreadsheet_goes_down_a_pipe(built: Path, capsysbinary, output: tuple[str, ...]) -> None:
    arguments = ["export", "targets", "--format", "xlsx", "--workspace", str(built), *output]
    assert main(arguments) == 0
    assert load_workbook(io.BytesIO(capsysbinary.readouterr().out)).sheetnames == ["targets"]


@pytest.mark.parametrize("output", [(), ("-o", "-")])
@pytest.mark.parametrize("command", [("export", "targets"), ("audit",)])
def test_a_terminal_gets_no_spreadsheet(
    asked, monkeypatch: pytest.MonkeyPatch, command: tuple[str, ...], output: tuple[str, ...]
) -> None:
    monkeypatch.setattr("sys.stdout.isatty", lambda: True)
    outcome = asked(*command, "--format", "xlsx", *output)
    assert (outcome.code, outcome.out) == (2, "")
    assert "name a file with -o FILE" in outcome.error


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["goals"], "'goals' is not one of"),
        (["targets", "--plan", "none"], f"no plan 'none' is published; there are: {SLUG}"),
    ],
)
def test_a_wrong_export_is_one_line(asked, arguments, message: str) -> None:
    outcome = asked("export", *arguments)
    assert outcome.code == 2
    assert message in outcome.error


def test_a_conforming_workspace_passes_the_check(asked) -> None:
    outcome = asked("check", "--format", "csv")
    assert outcome.code == 0
    assert "no violation" in outcome.err


def test_violations_fail_the_check(built: Path, asked) -> None:
    graph = built / "data" / "plans" / f"{SLUG}.ttl"
    before = graph.read_bytes()
    lines = before.decode().splitlines(keepends=True)
    graph.write_text("".join(line for line in lines if "plan:hasIndicator" not in line))
    try:
        outcome = asked("check", "--format", "json")
    finally:
        graph.write_bytes(before)
    assert outcome.code == 1
    assert f"violations in {SLUG}" in outcome.error
    assert any(result["severity"] == "violation" for result in json.loads(outcome.out))


def test_a_quote_that_the_text_does_not_say_fails_the_check(built: Path, asked) -> None:
    graph = built / "data" / "plans" / f"{SLUG}.ttl"
    before = graph.read_bytes()
    words = 'oa:exact "净增高新技术企业12家'
    assert words in before.decode()
    graph.write_text(before.decode().replace(words, words.replace("12", "13"), 1), "utf-8")
    try:
        outcome = asked("check", "--format", "json")
    finally:
        graph.write_bytes(before)
    assert outcome.code == 1
    (violation,) = [one for one in json.loads(outcome.out) if one["severity"] == "violation"]
    assert "净增高新技术企业13家" in violation["message_zh"]
    assert "净增高新技术企业13家" in violation["message_en"]


@pytest.mark.parametrize("command", [("check",), ("check", "--engine", "pyshacl"), ("audit",)])
@pytest.mark.parametrize("edited", ["<http://a b>", "<http://a{b>", "<relative>", "id:a id:b,"])
def test_a_graph_that_was_edited_into_bad_turtle_is_told_with_its_line(
    built: Path, asked, command, edited
) -> None:
    graph = built / "data" / "plans" / f"{SLUG}.ttl"
    before = graph.read_bytes()
    owner = f"plan:inPlan id:{SLUG} ;"
    line = before.decode().partition(owner)[0].count("\n") + 1
    graph.write_text(before.decode().replace(owner, f"plan:inPlan {edited} ;", 1), "utf-8")
    try:
        outcome = asked(*command)
    finally:
        graph.write_bytes(before)
    assert outcome.code == 2
    assert SLUG in outcome.error
    assert f"line {line}" in outcome.error
    assert "unexpected" not in outcome.error


def test_the_ontology_lists_its_terms_with_labels(asked) -> None:
    terms = {term["term"]: term for term in json.loads(asked("ontology", "--format", "json").out)}
    assert terms["plan:Task"]["kind"] == "class"
    assert terms["plan:Task"]["label_zh"] == "重点任务"
    assert "plan:Task" in asked("ontology", "--format", "turtle").out


def test_a_question_to_an_outdated_build_is_answered_and_says_so(built: Path, asked) -> None:
    shape = built / "shapes" / "new.ttl"
    shape.write_text("# a change\n")
    outcome = asked("sparql", "-q", SELECT, "--format", "csv")
    shape.unlink()
    assert outcome.code == 0
    assert "'plankg build' brings it up to date" in outcome.err


def test_an_empty_workspace_says_what_to_do(workspace: Path, plankg) -> None:
    outcome = plankg("sparql", "-q", SELECT, "--workspace", workspace)
    assert outcome.code == 2
    assert "add a plan with 'plankg add FILE'" in outcome.error
