-- wrk -t1 -c4 -d10 --latency -s benchmarks/post.lua http://127.0.0.1:8765/v1/check
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/json"
local part = "早上起来先喝一杯温水，再慢慢把脸洗干净。这支精华我用了两周，质地很清爽，味道也好闻。"
wrk.body = '{"text": "' .. string.rep(part, 7) .. '", "facts": {"commercial": "paid"}}'
