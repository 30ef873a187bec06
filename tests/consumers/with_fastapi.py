"""A service that returns records, accepts one, and checks text; ``with_fastapi.py`` sends it some requests."""

from typing import Annotated

from fastapi import Body, FastAPI
from fastapi.testclient import TestClient

import uc_audit

audit = uc_audit.load()
app = FastAPI(title="What the inspector general found", version=audit.data_version)


@app.get("/figures")
def figures(measure: str) -> list[uc_audit.Figure]:
    """Return the figures of a measure."""
    return list(uc_audit.select(audit.figures, measure=measure))


@app.get("/records/{record_id}")
def record(record_id: str) -> uc_audit.Figure | uc_audit.Finding | uc_audit.Quote:
    """Return one record."""
    return audit[record_id]


@app.post("/describe")
def describe(figure: Annotated[uc_audit.Figure, Body()]) -> str:
    """Describe a figure, which is validated, in a sentence."""
    return uc_audit.describe(figure, "long", audit=audit)


@app.post("/check")
def check(text: Annotated[str, Body()]) -> list[uc_audit.Remark]:
    """Return the remarks on a text."""
    return list(uc_audit.check(text))


if __name__ == "__main__":
    client = TestClient(app)
    print(
        client.get("/figures", params={"measure": "notices-not-served"}).json()
        == uc_audit.to_dict(figures("notices-not-served"))
    )
    figure = client.get("/records/figure-notices-not-served-oig-24-46").json()
    print(client.post("/describe", json=figure).json())
    refused = client.post("/describe", json=figure | {"value": "291,000"})
    print(refused.status_code, refused.json()["detail"][0]["loc"])
    print([remark["kind"] for remark in client.post("/check", json="ICE lost 32,000 children.").json()])
    print(client.get("/openapi.json").json()["components"]["schemas"]["Figure"]["required"][:3])
