"""From the start of a process to the first record: whole processes that take turns, each peer in its own environment."""

import tempfile
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any

import environments
from peers import DIALECTS
from timing import ROOT, in_turn, ratios, run

RUNS = 20
AUDIT = ROOT / "src" / "uc_audit" / "data" / "audit.json"
OURS = "uc_audit"
EMPTY = "nothing"
PEERS = ("pydantic", "msgspec", "marshmallow", "iso3166", "pycountry", "us", "particle")
REQUIREMENTS: dict[str, list[object]] = {EMPTY: [], "dataclasses": [], OURS: [ROOT], **{name: [name] for name in PEERS}}
"""The environments, and what is installed in each."""

BARE, ATTRS = "`python -c pass`", "`import attrs`"
SCRIPT = "uc-audit"

COMMANDS = (
    (BARE, EMPTY, "pass"),
    (ATTRS, OURS, "import attrs"),
    ("`import uc_audit`", OURS, "import uc_audit"),
    ("uc_audit, first record", OURS, "import uc_audit; uc_audit.load().figures[0]"),
    ("uc_audit, first strict read", OURS, "import sys, uc_audit; uc_audit.read(sys.argv[1]).figures[0]"),
    ("`uc-audit`", OURS, SCRIPT),
    ("the same in plain dicts", EMPTY, "import json, sys; json.load(open(sys.argv[1], 'rb'))['figures'][0]"),
    (
        "the same in dataclasses",
        "dataclasses",
        "import dataclasses_models as m, json, sys; m.Audit.build(json.load(open(sys.argv[1], 'rb'))).figures[0]",
    ),
    (
        "the same in msgspec",
        "msgspec",
        "import msgspec_models as m, msgspec, sys; msgspec.json.decode(open(sys.argv[1], 'rb').read(), type=m.Audit).figures[0]",
    ),
    (
        "the same in pydantic",
        "pydantic",
        "import pydantic_models as m, sys; m.Audit.model_validate_json(open(sys.argv[1], 'rb').read()).figures[0]",
    ),
    (
        "the same in marshmallow",
        "marshmallow",
        "import marshmallow_models as m, sys; m.AuditSchema().loads(open(sys.argv[1], 'rb').read())['figures'][0]",
    ),
    ("`import iso3166`", "iso3166", "import iso3166"),
    ("iso3166, first record", "iso3166", "import iso3166; iso3166.countries.get('us')"),
    ("`import pycountry`", "pycountry", "import pycountry"),
    ("pycountry, first record", "pycountry", "import pycountry; pycountry.countries.get(alpha_2='US')"),
    ("`import us`", "us", "import us"),
    ("us, first record", "us", "import us; us.states.lookup('MD')"),
    ("`import particle`", "particle", "import particle"),
    ("particle, first record", "particle", "import particle; particle.Particle.from_pdgid(211)"),
)
"""What is run, in which environment, and its code."""


def measure(runs: int) -> tuple[dict[str, str], list[dict[str, Any]]]:
    """Make the environments; give the packages in them and the rows."""
    with tempfile.TemporaryDirectory() as folder:
        pythons: dict[str, Path] = {}
        packages: dict[str, str] = {}
        for name, wanted in REQUIREMENTS.items():
            pythons[name] = environments.make(Path(folder) / name, wanted, name if name in DIALECTS else None)
            packages |= environments.packages_of(pythons[name])
        return packages, rows(pythons, runs)


def rows(pythons: Mapping[str, Path], runs: int) -> list[dict[str, Any]]:
    """Measure the commands for which there is an environment."""
    cases = {
        name: partial(run, _command(pythons[environment], code))
        for name, environment, code in COMMANDS
        if environment in pythons
    }
    found = in_turn(cases, runs)
    wall = {name: [usage.wall for usage in usages] for name, usages in found.items()}
    processor = {name: [usage.processor for usage in usages] for name, usages in found.items()}
    return [
        {
            "case": name,
            **ratios(wall[name], wall[BARE], "bare_"),
            **ratios(wall[name], wall[ATTRS], "attrs_"),
            **ratios(processor[name], processor[BARE], "processor_"),
            "runs": runs,
        }
        for name in cases
    ]


def _command(python: Path, code: str) -> list[object]:
    """Isolated: nothing but the standard library and the environment's own packages is on the path."""
    return [python, "-I", python.with_name(SCRIPT)] if code == SCRIPT else [python, "-I", "-c", code, AUDIT]
