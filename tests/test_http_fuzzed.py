"""The HTTP API against what schemathesis makes of its own description: no crash, and every answer as described."""

import schemathesis
from hypothesis import HealthCheck, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from xhs_compliance.api import load_linter
from xhs_compliance.services.web.app import create_app


@schemathesis.serializer("application/x-ndjson")
def lines(context: schemathesis.SerializationContext, value: object) -> bytes:
    return str(value).encode("utf-8", "replace")


schema = schemathesis.openapi.from_asgi("/openapi.json", create_app(load_linter(), "en", ("*",)))
CHECKS = [not_a_server_error, status_code_conformance, content_type_conformance, response_schema_conformance]


@schema.parametrize()
@settings(max_examples=8, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
def test_every_address_answers_as_described(case: schemathesis.Case) -> None:
    case.call_and_validate(checks=CHECKS)
