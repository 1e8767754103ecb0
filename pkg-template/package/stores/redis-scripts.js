// The commands of the store in Redis, as scripts. Each one runs at once as a whole.
//
// A shard has three kinds of keys: a value each, `index` (a sorted set of all names, for their order), and
// `ends` (a sorted set of names by their end, for those that expire). A value begins with its end and ":".
// Redis' own expiry comes later, and only frees memory.

/** The server's time, in ms. */
const NOW = `
local t = redis.call('TIME')
local now = tonumber(t[1]) * 1000 + math.floor(tonumber(t[2]) / 1000)
local at = string.format('t%.0f', now)
`;

/** Text that is returned begins with a letter: Upstash's client parses answers that look like JSON. */
const READ_ONE = `
local function read(key)
  local stored = redis.call('GET', key)
  if not stored then return false end
  local colon = string.find(stored, ':', 1, true)
  if colon > 1 and tonumber(string.sub(stored, 1, colon - 1)) <= now then return false end
  return string.sub(stored, colon + 1)
end
`;

/** KEYS: values. */
export const READ = `${NOW}${READ_ONE}
local found = {}
for i, key in ipairs(KEYS) do
  local value = read(key)
  found[i] = value and ('v' .. value) or 'n'
end
return found
`;

/** KEYS: ends, value, index; ARGV: name, end, comparison ("", "0" or "1" + text), value ("0" or "1" + text), ttl. */
export const WRITE = `${NOW}${READ_ONE}
local ends, key, index = KEYS[1], KEYS[2], KEYS[3]
local name, comparison, value = ARGV[1], ARGV[3], ARGV[4]
if now >= tonumber(ARGV[2]) then return {'late', at} end
for _, old in ipairs(redis.call('ZRANGEBYSCORE', ends, '-inf', now, 'LIMIT', 0, 20)) do
  if old ~= name then
    redis.call('ZREM', ends, old)
    redis.call('ZREM', index, old)
  end
end
local current = read(key)
current = current and ('1' .. current) or '0'
if comparison ~= '' and current ~= comparison and current ~= value then return {'no', at} end
if value == '0' then
  redis.call('DEL', key)
  redis.call('ZREM', index, name)
  redis.call('ZREM', ends, name)
elseif ARGV[5] == '' then
  redis.call('SET', key, ':' .. string.sub(value, 2))
  redis.call('ZADD', index, 0, name)
  redis.call('ZREM', ends, name)
else
  local ending = string.format('%.0f', now + tonumber(ARGV[5]) + 1)
  redis.call('SET', key, ending .. ':' .. string.sub(value, 2), 'PX', tonumber(ARGV[5]) + 60000)
  redis.call('ZADD', index, 0, name)
  redis.call('ZADD', ends, ending, name)
end
return {'yes', at}
`;

/** KEYS: ends, index; ARGV: the first name's bound, the last name's bound, limit. */
export const LIST = `${NOW}
local names = redis.call('ZRANGEBYLEX', KEYS[2], ARGV[1], ARGV[2], 'LIMIT', 0, tonumber(ARGV[3]))
local found = {'k' .. (names[tonumber(ARGV[3])] or '')}
for _, name in ipairs(names) do
  local ending = redis.call('ZSCORE', KEYS[1], name)
  if not ending or tonumber(ending) > now then found[#found + 1] = 'k' .. name end
end
return found
`;

/** KEYS: counter; ARGV: length of the window. */
export const COUNT = `
local count = redis.call('INCR', KEYS[1])
if count == 1 then redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[1])) end
return {tostring(count), tostring(redis.call('PTTL', KEYS[1]))}
`;

/** KEYS: lease; ARGV: owner, length, end. */
export const ACQUIRE = `${NOW}
if now >= tonumber(ARGV[3]) then return {'late', at} end
local owner = redis.call('GET', KEYS[1])
if owner and owner ~= ARGV[1] then return {'no', at} end
redis.call('SET', KEYS[1], ARGV[1], 'PX', tonumber(ARGV[2]))
return {'yes', at}
`;

/** KEYS: lease; ARGV: owner, length, end. */
export const RENEW = `${NOW}
if now >= tonumber(ARGV[3]) then return {'late', at} end
if redis.call('GET', KEYS[1]) ~= ARGV[1] then return {'no', at} end
redis.call('PEXPIRE', KEYS[1], tonumber(ARGV[2]))
return {'yes', at}
`;

/** KEYS: lease; ARGV: owner. */
export const RELEASE = `
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'yes'
`;

/** KEYS: any of the shard. */
export const TELL_TIME = `${NOW} return at`;

/** KEYS: any of the shard; ARGV: section. */
export const INFO = "return 'i' .. redis.call('INFO', ARGV[1])";
