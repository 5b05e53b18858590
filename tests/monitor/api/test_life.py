"""The whole life of a case over HTTP: from the application to the answered appeal, each by who may."""

from tests.monitor.api.serving import JINJIANG, Service, fact, post

LIFE = [
    ("2023-05-10", "county", fact("application-submitted", "2023-05-10", **JINJIANG)),
    ("2023-05-20", "city", fact("application-recommended", "2023-05-20", outcome="recommended")),
    ("2023-06-12", "province", fact("public-notice-posted", "2023-06-12", working_days=5)),
    ("2023-07-10", "province", fact("cluster-recognised", "2023-07-10", **JINJIANG)),
    ("2025-04-07", "province", fact("case-opened", "2025-04-07", case="k1", grounds=["reporting"])),
    ("2025-04-08", "province", fact("defence-invited", "2025-04-08", case="k1", reply_by="2025-04-30")),
    ("2025-04-20", "county", fact("defence-received", "2025-04-20", case="k1")),
    (
        "2025-05-12",
        "province-2",
        fact(
            "revocation-decided", "2025-05-12", case="k1", grounds=["reporting"], number="闽工信〔2025〕9号"
        ),
    ),
    ("2025-05-14", "province", fact("decision-served", "2025-05-14", case="k1", method="signed")),
    ("2025-05-20", "county", fact("appeal-lodged", "2025-05-20", case="k1")),
    ("2025-05-22", "province", fact("appeal-admitted", "2025-05-22", case="k1")),
    ("2025-06-10", "province", fact("appeal-answered", "2025-06-10", case="k1", outcome="upheld")),
    ("2025-06-20", "province", fact("revocation-published", "2025-06-20", case="k1")),
]


def test_a_case_lives_from_the_application_to_the_answered_appeal(service: Service) -> None:
    service.clock.at = service.clock.at.replace(year=2026, month=1)
    version = 0
    for number, (_, user, stated) in enumerate(LIFE):
        with service.client(user) as client:
            answered = post(client, "c1", stated)
            assert answered.status_code == 201, (number, answered.text)
            version += 1
            assert answered.headers["ETag"] == f'"{version}"'
            assert answered.json()["receipt"]["position"] == answered.json()["position"]
    with service.client("operator") as operator:
        status = operator.get("/clusters/c1", params={"on": "2025-07-01"}).json()
        history = operator.get("/clusters/c1/history").json()
    assert status["standing"] == "revoked"
    assert status["case"]["id"] == "k1"
    assert [each["recorded_by"] for each in history] == [user for _, user, _ in LIFE]


def test_who_opened_a_case_does_not_decide_it(small: Service) -> None:
    for _, user, stated in LIFE[:7]:
        with small.client(user) as client:
            assert post(client, "c1", stated).status_code == 201
    with small.client("province") as province:
        refused = post(province, "c1", LIFE[7][2])
    assert refused.status_code == 403
    assert refused.json()["code"] == "same-person"


def test_what_is_due_is_found_once_and_read_at_once(small: Service) -> None:
    with small.client("province") as province:
        assert post(province, "c1", fact("cluster-recognised", "2023-07-10", **JINJIANG)).status_code == 201
        first, second = province.post("/tick"), province.post("/tick")
        alerts = province.get("/alerts").json()
    assert {each["type"] for each in first.json()} >= {"obligation-overdue", "ground-established"}
    assert second.json() == []
    assert [each["id"] for each in alerts] == [each["id"] for each in reversed(first.json())]
