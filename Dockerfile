# Two stages: wheels are built in the first, the second holds Python, the wheels and nothing else.
# docker build -t xhs-compliance . && docker run --rm --read-only -v "$PWD:/drafts:ro" xhs-compliance check /drafts
FROM python:3.13-slim AS build
WORKDIR /src
COPY pyproject.toml constraints.txt README.md LICENSE NOTICE ./
COPY xhs_compliance ./xhs_compliance
COPY rules ./rules
RUN python -m venv /app \
 && /app/bin/python -m pip install --no-cache-dir --constraint constraints.txt ".[web,mcp]" \
 && XHS_COMPLIANCE_CACHE=/app/cache /app/bin/xhs-compliance packs list --isolated >/dev/null \
 && echo '今天的汤' | XHS_COMPLIANCE_CACHE=/app/cache /app/bin/xhs-compliance check - --isolated >/dev/null \
 && chmod -R a+rX /app/cache

FROM python:3.13-slim
COPY --from=build /app /app
ENV PATH=/app/bin:$PATH XHS_COMPLIANCE_CACHE=/app/cache PYTHONDONTWRITEBYTECODE=1 LC_ALL=C.UTF-8
USER 65532:65532
WORKDIR /drafts
EXPOSE 8765
ENTRYPOINT ["xhs-compliance"]
CMD ["--help"]
