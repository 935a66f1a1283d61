#!/usr/bin/env bash
# One note's whole life, from its first draft to a replay years later. Every command is one a user would type; `expect`
# stops the script when a command ends with another exit code than the one written before it.
#
#   bash examples/life-of-a-note/life.sh [FOLDER]      (make life runs it)
set -uo pipefail
export LC_ALL=C.UTF-8 XHS_LANG=${XHS_LANG:-zh}
run=${XHS:-xhs-compliance}
folder=${1:-reports/life-of-a-note}
rm -rf "$folder" && mkdir -p "$folder" && cd "$folder" || exit 70

say() { printf '\n## %s\n' "$*"; }
# A whole report of `check` is long: here the verdict and the first line of each finding.
shorten() { if [ "$1" = check ]; then grep -E '^(■|▲|○)|^  (■|▲|●|·) |commercial[:：]|^(用上了|decisions)'; else cat; fi; }
expect() {
  local wanted=$1; shift
  printf '$ xhs-compliance %s\n' "$*"
  "$run" "$@" --lang "$XHS_LANG" 2>&1 | shorten "$1"
  local code=${PIPESTATUS[0]}
  printf '(exit %s)\n' "$code"
  [ "$code" = "$wanted" ] || { printf 'expected exit %s\n' "$wanted"; exit 1; }
}

say "v1：没有标注，有绝对化和美白的说法 / no label, an absolute and a whitening claim"
cat > v1.md <<'NOTE'
---
id: note-0815
title: 保湿精华28天
creator: 小灶台
commercial: none
pgy_order_id: "PGY-2026-118"
product_category: cosmetics
pinned_comment: "同款链接：https://example.com/serum"
---
这是全网第一的保湿精华，两周美白。
用了28天，含水量提升23%。
敏感肌慎用，先在耳后试一下。
NOTE
cat > orders.csv <<'TABLE'
订单号,品牌,合作类型,开始日期,结束日期
PGY-2026-118,木棉实验室,paid,2026-11-01,2026-12-31
TABLE
# The author says there is no tie; the order table says the brand pays, and the order counts.
expect 1 check v1.md --orders orders.csv

say "v2：加了标注，去掉绝对化，美白还在 / labelled, the absolute gone, whitening still there"
sed -e 's/commercial: none/commercial: paid/' -e 's/这是全网第一的保湿精华，两周美白。/【广告】本篇与木棉实验室合作。这支精华两周美白。/' v1.md > v2.md
expect 1 check v2.md --orders orders.csv

say "v3：美白也去掉了，数字有报告 / whitening gone, the figure has a report"
sed -e 's/这支精华两周美白。/这支精华上脸不黏。/' -e 's|同款链接：https://example.com/serum|同款点商品卡|' v2.md > v3.md
printf '木棉实验室保湿精华 人体功效评价报告 编号 MM-2026-07\n33名受试者，28天，角质层含水量提升23%%\n' > efficacy-report.txt
cat > decisions.json <<'JSON'
{"schema": 1, "decisions": [
 {"rule": "cn-substantiation/unsourced-figure", "words": "提升23%", "sentence": "用了28天，含水量提升23%",
  "decision": "keep", "reason": "人体功效评价报告有这个数字", "evidence": ["MM-2026-07"], "by": "品牌法务", "on": "2026-11-26"},
 {"rule": "cn-cosmetics/figures-without-report", "words": "含水量提升23%", "sentence": "用了28天，含水量提升23%",
  "decision": "keep", "reason": "人体功效评价报告有这个数字", "evidence": ["MM-2026-07"], "by": "品牌法务", "on": "2026-11-26"}
]}
JSON
expect 0 check v3.md --orders orders.csv --decisions decisions.json

say "凭据：本地钥匙签名 / a receipt, signed with a local key"
expect 0 receipt key signing.key
expect 0 receipt make v3.md --orders orders.csv --decisions decisions.json \
  --evidence efficacy_report=efficacy-report.txt --person 审核=品牌法务 --key signing.key \
  --at 2026-11-26T10:00:00Z --as-of 2026-11-26 --output receipt.json
expect 0 receipt show receipt.json --key signing.key.pub

say "发布以后，四种情况 / after publication, at each of four levels"
cp v3.md live-identical.md
sed -e 's/28天，/28 天，/' v3.md > live-reformatted.md
sed -e 's/上脸不黏/上脸一点也不黏/' v3.md > live-edited.md
sed -e 's/23%/32%/' -e 's/敏感肌慎用，/敏感肌放心用，/' v3.md > live-changed.md
expect 0 verify live-identical.md receipt.json
expect 0 verify live-reformatted.md receipt.json
expect 0 verify live-edited.md receipt.json --fail-on changed
expect 1 verify live-changed.md receipt.json --fail-on changed

say "档案包，保留三年 / the file, kept for three years"
expect 0 archive make v3.md receipt.json --orders orders.csv --evidence efficacy-report.txt --decisions decisions.json \
  --version v1.md --version v2.md --published live-edited.md --published-on 2026-11-27 \
  --ended 2026-12-31 --output note-0815.zip
expect 0 archive check note-0815.zip --key signing.key.pub
head -c 300000 note-0815.zip > cut-short.zip
expect 4 archive check cut-short.zip

say "几年以后 / years later"
expect 0 replay note-0815.zip
expect 0 notice regulator-inquiry live-changed.md receipt.json --published 2026-11-27 --change "数字改回23%，补回“敏感肌慎用”"
