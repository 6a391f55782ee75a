"""The Reconciliation Service API: conformant, and right about names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import reconciliation_forms as forms
from flask.testing import FlaskClient
from jsonschema import Draft202012Validator
from web_sample import service_over

from plankg.engine import Answer
from plankg.web import Service, create_app
from several_plans import engine_over_texts

ACROSS = sorted((Path(__file__).parent.parent / "catalogue" / "across").glob("*.txt"))
WUXI, CHANGZHOU = "id/body/320200", "id/body/320400"


@pytest.fixture(scope="module")
def plans(tmp_path_factory: pytest.TempPathFactory) -> Service:
    return service_over(engine_over_texts(tmp_path_factory.mktemp("across"), ACROSS))


@pytest.fixture
def client(plans: Service) -> FlaskClient:
    return create_app(plans).test_client()


def conforms(document: Any, form: dict[str, Any]) -> Any:
    Draft202012Validator(form).validate(document)
    return document


def match(client: FlaskClient, **query: Any) -> list[dict[str, Any]]:
    answer = client.post("/reconcile", data={"queries": json.dumps({"q": query})})
    assert answer.status_code == 200, answer.text
    found: list[dict[str, Any]] = conforms(answer.get_json(), forms.RESULTS)["q"]["result"]
    scores = [candidate["score"] for candidate in found]
    assert scores == sorted(scores, reverse=True)
    return found


def matched(client: FlaskClient, **query: Any) -> list[str]:
    return [candidate["id"] for candidate in match(client, **query) if candidate["match"]]


def test_without_arguments_the_service_describes_itself(client: FlaskClient) -> None:
    answer = client.get("/reconcile")
    manifest = conforms(answer.get_json(), forms.MANIFEST)
    assert answer.mimetype == "application/json"
    assert manifest["identifierSpace"] == "https://w3id.org/plankg/"
    assert [known["id"] for known in manifest["defaultTypes"]] == [
        "body",
        "indicator",
        "area",
        "document",
    ]
    for kind, service in manifest["suggest"].items():
        address = f"{service['service_url']}{service['service_path']}"
        assert client.get(address, query_string={"prefix": ""}).status_code == 200, kind


def test_types_and_properties_are_named_in_the_readers_language(client: FlaskClient) -> None:
    def names(language: str) -> list[str]:
        answer = client.get("/reconcile", headers={"Accept-Language": language})
        assert "Accept-Language" in answer.headers["Vary"]
        return [known["name"] for known in answer.get_json()["defaultTypes"]]

    assert names("zh-CN") == ["单位", "指标", "区域", "规划或文件"]
    assert names("en") == ["Body", "Indicator", "Area", "Plan or document"]


def test_a_batch_is_answered_by_its_keys_by_get_and_post(client: FlaskClient) -> None:
    batch = json.dumps({"a": {"query": "江苏省"}, "b": {"query": "省科技厅", "limit": 1}})
    posted = client.post("/reconcile", data={"queries": batch}).get_json()
    assert posted == client.get("/reconcile", query_string={"queries": batch}).get_json()
    conforms(posted, forms.RESULTS)
    assert posted["a"]["result"][0]["id"] == "id/area/320000"
    assert [found["id"] for found in posted["b"]["result"]] == ["id/body/320000/省科技厅"]


@pytest.mark.parametrize(
    ("query", "meant"),
    [
        ({"query": "省科技厅"}, ["id/body/320000/省科技厅"]),
        ({"query": "江苏省科技厅", "type": "body"}, ["id/body/320000/省科技厅"]),
        ({"query": "320400", "type": ["area"]}, ["id/area/320400"]),
        ({"query": "无锡市工信局"}, [f"{WUXI}/市工信局"]),
        ({"query": f"{WUXI}/市科技局"}, [f"{WUXI}/市科技局"]),
        ({"query": f"https://w3id.org/plankg/{WUXI}/市科技局"}, [f"{WUXI}/市科技局"]),
        ({"query": "样锡政发〔2021〕6号"}, ["id/wuxi-talent-2021-2023"]),
        ({"query": "样锡办发〔2020〕11号"}, ["id/document/样锡办发〔2020〕11号"]),
        ({"query": "盘活闲置厂房", "type": "indicator"}, ["id/indicator/盘活闲置厂房"]),
        # Two cities have one, until it is said which.
        ({"query": "市科技局"}, []),
        (
            {"query": "市科技局", "properties": [{"pid": "area", "v": "常州市"}]},
            [f"{CHANGZHOU}/市科技局"],
        ),
        (
            {"query": "科技局", "properties": [{"pid": "area", "v": {"id": "id/area/320200"}}]},
            [f"{WUXI}/市科技局"],
        ),
        # What lies in the province, lies in it.
        (
            {"query": "市工信局", "properties": [{"pid": "area", "v": "江苏省"}]},
            [f"{WUXI}/市工信局"],
        ),
        ({"query": "市工信局", "properties": [{"pid": "area", "v": ["浙江省", "常州市"]}]}, []),
        # Likely, but nobody has said so.
        ({"query": "无锡市科学技术局"}, []),
        ({"query": "江苏省创新水网五年行动计划"}, []),
        ({"query": "市科枝局"}, []),
        ({"query": "市科技局", "type": "area"}, []),
        # No name at all, but a number that one plan has.
        ({"properties": [{"pid": "number", "v": "样苏政发〔2021〕2号"}]}, ["id/jiangsu-2021-2025"]),
    ],
)
def test_only_the_very_name_of_one_thing_is_a_match(
    client: FlaskClient, query: dict[str, Any], meant: list[str]
) -> None:
    assert matched(client, **query) == meant


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ({"query": "无锡市科学技术局"}, f"{WUXI}/市科技局"),
        ({"query": "江苏省创新水网五年行动计划"}, "id/jiangsu-2021-2025"),
        ({"query": "研发经费投入强度"}, "vocab/indicator/研发经费投入强度"),
        (
            {"query": "住房和城乡建设局", "properties": [{"pid": "area", "v": "常州市"}]},
            f"{CHANGZHOU}/市住房城乡建设局",
        ),
    ],
)
def test_what_is_near_comes_first(client: FlaskClient, query: dict[str, Any], first: str) -> None:
    assert match(client, **query)[0]["id"] == first


def test_a_plan_that_is_cited_is_one_candidate(client: FlaskClient) -> None:
    found = match(client, query="样苏政发〔2021〕2号", type="document")
    assert [candidate["id"] for candidate in found if candidate["score"] == 100] == [
        "id/jiangsu-2021-2025"
    ]


@pytest.mark.parametrize(
    "batch",
    [
        "",
        "{",
        "[]",
        '{"q": {}}',
        '{"q": {"query": ""}}',
        '{"q": {"properties": []}}',
        '{"q": {"query": "江苏省", "properties": [{"p": "area", "v": "x"}]}}',
        '{"q": {"query": "江苏省", "limit": 0}}',
        '{"q": {"query": "江苏省", "limit": true}}',
        '{"q": {"query": "江苏省", "limit": NaN}}',
        '{"q": {"query": "江苏省", "limit": Infinity}}',
        '{"q": {"query": "江苏省", "limit": 1e999}}',
        '{"q": {"query": ["江苏省"]}}',
        '{"q": {"query": "江苏省", "types": "area"}}',
        '{"q": ' * 30_000 + "1" + "}" * 30_000,
    ],
)
def test_a_batch_of_another_form_is_refused(client: FlaskClient, batch: str) -> None:
    answer = client.post("/reconcile", data={"queries": batch})
    assert answer.status_code == 400
    assert answer.mimetype == "application/problem+json"


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        ({"queries": '{"甲": 3}'}, "“甲”须是对象"),
        ({"queries": '{"甲": {}}'}, "“甲”中：请给出 query 或 properties"),
        ({"queries": '{"甲": {"query": 3}}'}, "“甲”中：query 须是不超过 1000 个字符的文本"),
        ({"queries": '{"甲": {"query": "x", "limit": 0}}'}, "“甲”中：limit 须是正整数"),
        ({"extend": '{"ids": 3, "properties": []}'}, "“extend”中：ids 须是文本的列表"),
        (
            {"queries": json.dumps({str(n): {"query": "x"} for n in range(51)})},
            "一批最多 50 个查询，现在有 51 个：请分批发送",
        ),
        ({"x": "1"}, "请用 POST 以表单发送 queries= 或 extend=，其值为 JSON 文本"),
    ],
)
def test_who_asks_in_chinese_is_refused_in_chinese(
    client: FlaskClient, asked: dict[str, str], told: str
) -> None:
    answer = client.post("/reconcile", data=asked, headers={"Accept-Language": "zh"})
    assert answer.get_json()["detail"].startswith(told)


def test_too_much_at_once_is_refused_whole(client: FlaskClient) -> None:
    most = client.get("/reconcile").get_json()["batchSize"]
    batch = {str(n): {"query": "江苏省"} for n in range(most + 1)}
    assert client.post("/reconcile", data={"queries": json.dumps(batch)}).status_code == 413
    batch.popitem()
    assert client.post("/reconcile", data={"queries": json.dumps(batch)}).status_code == 200
    extend = {"ids": [str(n) for n in range(1001)], "properties": []}
    assert client.post("/reconcile", data={"extend": json.dumps(extend)}).status_code == 413


def test_other_bodies_and_two_questions_at_once_are_refused(client: FlaskClient) -> None:
    assert client.post("/reconcile", json={"queries": {}}).status_code == 415
    both = {"queries": '{"q": {"query": "x"}}', "extend": '{"ids": [], "properties": []}'}
    assert client.post("/reconcile", data=both).status_code == 400
    assert client.post("/reconcile", data={"x": "1"}).status_code == 400


def test_scripts_of_other_origins_may_ask(client: FlaskClient) -> None:
    assert client.get("/reconcile").headers["Access-Control-Allow-Origin"] == "*"
    allowed = client.options("/reconcile").headers["Access-Control-Allow-Methods"]
    assert {"GET", "POST"} <= set(allowed.split(", "))


def test_there_is_no_jsonp(client: FlaskClient) -> None:
    answer = client.get("/reconcile", query_string={"callback": "alert"})
    assert answer.mimetype == "application/json"
    assert answer.text.startswith("{")


def test_what_is_typed_is_completed_page_by_page(client: FlaskClient) -> None:
    def ids(**arguments: Any) -> list[str]:
        answer = client.get("/reconcile/suggest/entity", query_string=arguments)
        found = conforms(answer.get_json(), forms.SUGGESTED_ENTITIES)["result"]
        return [entity["id"] for entity in found]

    assert ids(prefix="无锡")[0] == "id/area/320200"
    assert ids(prefix=f"{WUXI}/市科技局") == [f"{WUXI}/市科技局"]
    assert ids(prefix="") == []
    assert not set(ids(prefix="无锡")) & set(ids(prefix="无锡", cursor=10))
    assert set(ids(prefix="江苏", type="area")) == {"id/area/320000"}
    assert client.get("/reconcile/suggest/entity?prefix=x&cursor=-1").status_code == 400


@pytest.mark.parametrize(
    ("kind", "prefix", "found"),
    [("type", "ind", ["indicator"]), ("type", "", ["body", "indicator", "area", "document"])],
)
def test_types_are_completed(client: FlaskClient, kind: str, prefix: str, found: list[str]) -> None:
    answer = client.get(f"/reconcile/suggest/{kind}", query_string={"prefix": prefix})
    result = conforms(answer.get_json(), forms.SUGGESTED)["result"]
    assert [item["id"] for item in result] == found


def test_properties_are_completed_by_their_labels_too(client: FlaskClient) -> None:
    answer = client.get("/reconcile/suggest/property", query_string={"prefix": "文号"})
    result = conforms(answer.get_json(), forms.SUGGESTED)["result"]
    assert result == [{"id": "number", "name": "文号"}]
    assert client.get("/reconcile/suggest/colour?prefix=").status_code == 404


def test_properties_are_proposed_by_type(client: FlaskClient) -> None:
    answer = client.get("/reconcile/properties", query_string={"type": "area", "limit": 2})
    proposed = conforms(answer.get_json(), forms.PROPOSED)
    assert [known["id"] for known in proposed["properties"]] == ["within", "code"]


def test_values_are_fetched(client: FlaskClient) -> None:
    asked = {
        "ids": [f"{WUXI}/市科技局", "id/wuxi-talent-2021-2023", "id/area/320400", "nothing"],
        "properties": [{"id": "area"}, {"id": "number"}, {"id": "cited_by"}, {"id": "code"}],
    }
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    document = conforms(answer.get_json(), forms.EXTENDED)
    assert [known["id"] for known in document["meta"]] == ["area", "number", "cited_by", "code"]
    assert document["meta"][0]["type"]["id"] == "area"
    wuxi = {"id": "id/area/320200", "name": "无锡市"}
    citing = {"id": "id/wuxi-2021-2025", "name": "无锡市创新支流五年行动计划（2021－2025年）"}
    number = {"str": "样锡政发〔2021〕6号"}
    assert document["rows"] == {
        f"{WUXI}/市科技局": {"area": [wuxi], "number": [], "cited_by": [], "code": []},
        "id/wuxi-talent-2021-2023": {
            "area": [wuxi],
            "number": [number],
            "cited_by": [citing],
            "code": [],
        },
        "id/area/320400": {"area": [], "number": [], "cited_by": [], "code": [{"str": "320400"}]},
        "nothing": {"area": [], "number": [], "cited_by": [], "code": []},
    }
    unknown = json.dumps({"ids": [], "properties": [{"id": "colour"}]})
    assert client.post("/reconcile", data={"extend": unknown}).status_code == 400


def test_every_property_can_be_fetched_of_every_type(client: FlaskClient) -> None:
    proposed = client.get("/reconcile/properties").get_json()["properties"]
    ids = [f"{WUXI}/市科技局", "id/indicator/盘活闲置厂房", "id/area/320200", "id/wuxi-2021-2025"]
    asked = {"ids": ids, "properties": [{"id": known["id"]} for known in proposed]}
    answer = client.post("/reconcile", data={"extend": json.dumps(asked)})
    rows = conforms(answer.get_json(), forms.EXTENDED)["rows"]
    assert {"str": "亩"} in rows[ids[1]]["unit"]
    assert {"str": "科技"} in rows[ids[0]]["function"]
    assert len(rows[ids[0]]["body_plans"]) == 3


def test_a_preview_may_be_framed_and_escapes_what_it_shows(client: FlaskClient) -> None:
    answer = client.get("/reconcile/preview", query_string={"id": f"{WUXI}/市科技局"})
    assert answer.mimetype == "text/html"
    assert "frame-ancestors *" in answer.headers["Content-Security-Policy"]
    assert "无锡市科技局" in answer.text
    assert "frame-ancestors 'none'" in client.get("/").headers["Content-Security-Policy"]
    missing = client.get("/reconcile/preview", query_string={"id": "<script>alert(1)</script>"})
    assert missing.status_code == 404
    assert "<script>" not in missing.text.replace("\\u003c", "<") or missing.mimetype.endswith(
        "json"
    )


def test_an_escaped_identifier_leads_to_the_page(client: FlaskClient) -> None:
    answer = client.get("/reconcile/view?id=id%2Farea%2F320200")
    assert answer.status_code == 303
    assert answer.headers["Location"].endswith("/page/area/320200")
    assert client.get(answer.headers["Location"]).status_code == 200


def test_names_are_read_once_for_a_release(plans: Service) -> None:
    counting = _Counting(plans.engine)
    asked = create_app(service_over(counting)).test_client()
    match(asked, query="江苏省")
    once = counting.asked
    assert once > 0
    match(asked, query="省科技厅")
    match(asked, query="省科技厅")
    assert counting.asked == once


class _Counting:
    def __init__(self, engine: Any) -> None:
        self._engine, self.asked = engine, 0

    @property
    def release(self) -> str:
        return str(self._engine.release)

    def answer(self, *args: Any, **named: Any) -> Answer:
        self.asked += 1
        found: Answer = self._engine.answer(*args, **named)
        return found
