-- Sends requests as a hundred shoppers in turn, and prints the results as one line of JSON. Times are in
-- microseconds.
local shopper = 0

request = function()
  shopper = (shopper + 1) % 100
  wrk.headers["Authorization"] = "Bearer shopper-" .. shopper
  return wrk.format()
end

done = function(summary, latency)
  local errors = summary.errors
  local failed = errors.connect + errors.read + errors.write + errors.status + errors.timeout
  print(string.format(
    '{"requests":%d,"failed":%d,"us":%d,"p50":%d,"p99":%d}',
    summary.requests, failed, summary.duration, latency:percentile(50), latency:percentile(99)
  ))
end
