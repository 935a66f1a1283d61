#!/usr/bin/env bash
# What the GitHub Action runs: annotations on standard output, Markdown into the job summary, SARIF where asked for.
# The exit code is that of the first check.
set -uo pipefail
set -f                       # paths may hold * and ?; they are separated by spaces and not expanded
lint=${XHS_COMPLIANCE:-"$RUNNER_TEMP/xhs-compliance/bin/xhs-compliance"}
common=(--lang "$SPOKEN" --fail-on "$FAIL_ON")
[ -z "${BASE:-}" ] || common+=(--diff-base "$BASE")

# shellcheck disable=SC2086
"$lint" check $PATHS "${common[@]}" --format github
code=$?
if [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  # shellcheck disable=SC2086
  "$lint" check $PATHS "${common[@]}" --format markdown >>"$GITHUB_STEP_SUMMARY"
fi
if [ -n "${SARIF:-}" ]; then
  # shellcheck disable=SC2086
  "$lint" check $PATHS "${common[@]}" --format sarif --output "$SARIF"
fi
exit "$code"
