-- The world that scripts see: Lua's own functions as far as they are harmless, and the host's.
-- Lua 5.1 cannot make a table read-only. So scripts get empty tables that stand before the real
-- ones: reading goes through, writing is an error.
local host = ...

local error, getmetatable, setmetatable = error, getmetatable, setmetatable
local next, pairs, pcall = next, pairs, pcall
local rawequal, rawget, rawset = rawequal, rawget, rawset
local select, tonumber, type = select, tonumber, type
local getinfo = debug.getinfo
local byte, find, sub = string.byte, string.find, string.sub
local insert = table.insert
local ceil, floor = math.ceil, math.floor

-- Arguments ---------------------------------------------------------------------------------------
-- Refused in the words of the originals, where the function was called that is refused something.

local function refuse(index, called, expected, got, level)
  local head = 'bad argument #' .. index .. " to '" .. called .. "' ("
  error(head .. expected .. ' expected, got ' .. got .. ')', level)
end

local function require_type(expected, index, called, count, value)
  if type(value) ~= expected then
    refuse(index, called, expected, count < index and 'no value' or type(value), 4)
  end
end

-- `above` is how many functions of ours stand between the one called and this one.
local function require_number(index, called, value, above)
  local number = type(value) ~= 'table' and tonumber(value)
  if not number then
    refuse(index, called, 'number', type(value), 4 + above)
  end
  return number
end

-- Tables ------------------------------------------------------------------------------------------

local READONLY = 'Attempt to modify a readonly table'
local behind = {}

local function refuse_write()
  error(READONLY, 2)
end

-- A table that shows all of `real` and takes nothing.
local metatables = {}

local function closed(real, shown_metatable)
  local metatable = {
    __index = real,
    __newindex = refuse_write,
    __metatable = shown_metatable or false,
  }
  local front = setmetatable({}, metatable)
  behind[front] = real
  metatables[front] = metatable
  return front
end

local open = {
  next = host.next,
  pairs = host.pairs,
  rawget = host.rawget,
  rawset = host.rawset,
  setmetatable = host.setmetatable,
}
host.learn_json_list(closed({__is_cjson_array = true}))
-- Tells the pairs of a table in the order of `keys`; those that are gone by then are left out.
local function in_order(keys)
  local place = 0
  return function(list)
    while true do
      place = place + 1
      local key = keys[place]
      if key == nil then
        return nil
      end
      local value = rawget(list, key)
      if value ~= nil then
        return key, value
      end
    end
  end
end

host.learn_closed(behind, next, host.next, in_order)

function open.getmetatable(...)
  if select('#', ...) == 0 then
    error("bad argument #1 to 'getmetatable' (value expected)", 2)
  end
  return getmetatable((...)) or nil
end

-- What would tell of the machine ------------------------------------------------------------------
-- Scripts are run again, elsewhere and later, and have to do the same.

local has_name = {['table'] = true, ['function'] = true, thread = true}
local name, shown = host.name, tostring

local function tostring(...)
  local value = ...
  local kind = type(value)
  if kind == 'string' then
    return value
  end
  if has_name[kind] then
    local text = name(value)
    if text then
      return text
    end
  elseif select('#', ...) == 0 then
    error("bad argument #1 to 'tostring' (value expected)", 2)
  end
  return shown(value)
end

open.tostring = tostring

-- How much memory is held depends on what ran before, and when it is collected is not the scripts'
-- affair.
local collectgarbage = collectgarbage
local collecting = {
  collect = 0, count = 48, restart = 0, setpause = 200, setstepmul = 200, step = true, stop = 0,
}

function open.collectgarbage(...)
  local option, argument = ...
  if option == nil then
    option = 'collect'
  elseif type(option) ~= 'string' and type(option) ~= 'number' then
    refuse(1, 'collectgarbage', 'string', type(option), 3)
  end
  local answer = collecting[tostring(option)]
  if answer == nil then
    error("bad argument #1 to 'collectgarbage' (invalid option '" .. option .. "')", 2)
  end
  if argument ~= nil then
    require_number(2, 'collectgarbage', argument, 0)
  end
  if option == 'collect' then
    collectgarbage()
  end
  return answer
end

function open.gcinfo()
  return collecting.count
end

-- Compiling ---------------------------------------------------------------------------------------
-- Compiled code is believed without a check, so it is never loaded.

local load, loadstring = load, loadstring

-- Some counts of the compiler have 32 bits.
local LONGEST = 2 ^ 28
local TOO_LONG = 'chunk is too long'

local function is_compiled(text)
  return type(text) == 'string' and byte(text, 1) == 27
end

-- The compiler does not keep the chunk's name, which ends at the first zero: whoever calls it holds
-- just that string.
local function until_zero(name)
  local zero = type(name) == 'string' and find(name, '%z')
  return zero and sub(name, 1, zero - 1) or name
end

function open.loadstring(...)
  local text, name = ...
  if type(text) ~= 'string' then
    return loadstring(...)
  end
  if is_compiled(text) then
    return nil, 'compiled chunks are not loaded'
  end
  if #text > LONGEST then
    return nil, TOO_LONG
  end
  if name == nil then
    name = text
  end
  return loadstring(text, until_zero(name))
end

function open.load(...)
  local read, name = ...
  require_type('function', 1, 'load', select('#', ...), read)
  if name ~= nil and type(name) ~= 'string' and type(name) ~= 'number' then
    refuse(2, 'load', 'string', type(name), 3)
  end
  local length = 0
  local function read_checked()
    local piece = read()
    if type(piece) == 'string' then
      if length == 0 and is_compiled(piece) then
        error('compiled chunks are not loaded', 0)
      end
      length = length + #piece
      if length > LONGEST then
        error(TOO_LONG, 0)
      end
    end
    return piece
  end
  return load(read_checked, until_zero(name or '=(load)'))
end

-- Patterns ----------------------------------------------------------------------------------------

for _, called in pairs({'find', 'gmatch', 'gsub', 'match'}) do
  string[called] = host[called]
end

-- Lists -------------------------------------------------------------------------------------------
-- The original counts with 32 bits, and a count that overflows goes through its check.

local unpack = unpack
local MOST_ON_STACK = 8000

local function position(given, usual, index)
  if given == nil then
    return usual
  end
  local number = require_number(index, 'unpack', given, 1)
  return number < 0 and ceil(number) or floor(number)
end

function open.unpack(...)
  local list, from, to = ...
  local count = select('#', ...)
  require_type('table', 1, 'unpack', count, list)
  from = position(from, 1, 2)
  to = position(to, #list, 3)
  if from > to then
    return
  end
  if not (from >= -2 ^ 31 and to < 2 ^ 31 and to - from + 1 + count <= MOST_ON_STACK) then
    error('too many results to unpack', 2)
  end
  -- What is passed on takes of the same room.
  if count == 1 then
    return unpack(list)
  end
  if count == 2 then
    return unpack(list, from)
  end
  return unpack(list, from, to)
end

-- The whole number that C makes of it.
local function to_int(number)
  if not (number > -2 ^ 63 and number < 2 ^ 63) then
    return 0
  end
  number = (number < 0 and ceil(number) or floor(number)) % 2 ^ 32
  return number < 2 ^ 31 and number or number - 2 ^ 32
end

-- Moves each value one place on, from the last one down. The original does so, too, but before the
-- first place that may be a long way on which it cannot be stopped.
local function insert_at(list, place, value)
  if place >= 1 then
    return insert(list, place, value)
  end
  for i = #list + 1, place + 1, -1 do
    rawset(list, i, rawget(list, i - 1))
  end
  rawset(list, place, value)
end

-- The original writes past __newindex, into the table that stands before the real one, where the
-- next script would find it. It is asked for what it takes, and otherwise blamed in its own words:
-- an error of its own would name this place.
function table.insert(...)
  local list, second = ...
  local count = select('#', ...)
  require_type('table', 1, 'insert', count, list)
  if count ~= 2 and count ~= 3 then
    error("wrong number of arguments to 'insert'", 2)
  end
  local place = count == 3 and require_number(2, 'insert', second, 0)
  if behind[list] then
    error(READONLY, 0)
  end
  if count == 3 then
    insert_at(list, to_int(place), (select(3, ...)))
  else
    insert(...)
  end
end

-- The original walks its list, and a script cannot be stopped meanwhile.
function table.foreach(...)
  local list, visit = ...
  local count = select('#', ...)
  require_type('table', 1, 'foreach', count, list)
  require_type('function', 2, 'foreach', count, visit)
  for key, value in open.pairs(list) do
    local answer = visit(key, value)
    if answer ~= nil then
      return answer
    end
  end
end

-- Errors ------------------------------------------------------------------------------------------

-- Where the last error was raised in a function that gsub had called.
local noted, noted_frame

-- A command's error is a table; who catches it gets its text.
local function caught(well, problem, ...)
  noted = nil
  if not well and type(problem) == 'table' then
    local text = problem.err
    if type(text) == 'string' or type(text) == 'number' then
      return false, text
    end
  end
  return well, problem, ...
end

function open.pcall(...)
  return caught(pcall(...))
end

-- The original asks the handler where the error is raised, and that may be inside of a hook, where Lua
-- calls no other: a handler without end could not be stopped. So it is asked afterwards. One that fails
-- is asked about its own error, as often as the original's stack allows.
local xpcall = xpcall
local MOST_FAULTS_OF_HANDLER = 200

local function handled(handler, well, problem, ...)
  if well then
    return well, problem, ...
  end
  for _ = 1, MOST_FAULTS_OF_HANDLER do
    well, problem = pcall(handler, problem)
    if well then
      return false, problem
    end
  end
  return false, 'error in error handling'
end

function open.xpcall(...)
  local called, handler = ...
  if select('#', ...) < 2 then
    error("bad argument #2 to 'xpcall' (value expected)", 2)
  end
  if type(handler) ~= 'function' then
    return xpcall(called, handler)
  end
  return handled(handler, pcall(called))
end

-- Called as a function of the host returns that has failed.
local fault = host.fault

local function raise()
  error(fault())
end

local function is_own(frame)
  return frame and frame.source == '=tidings'
end

-- Where in the script an error came from; called by a handler.
local function frame_of_error()
  local level = 3
  local frame = getinfo(level, 'nSl')
  if frame and frame.what == 'C' then
    level = level + 1
    frame = getinfo(level, 'nSl')
  end
  if is_own(frame) then
    while is_own(frame) do
      level = level + 1
      frame = getinfo(level, 'nSl')
    end
    if frame and frame.what == 'C' then
      frame = getinfo(level + 1, 'nSl')
    end
  end
  return frame
end

host.learn_gsub(
  function(list, key)
    return list[key]
  end,
  function(problem)
    if noted == nil or not rawequal(noted, problem) then
      local frame = frame_of_error()
      noted, noted_frame = problem, frame
    end
    return problem
  end
)

-- Adds to an error where in the script it came from.
local function handler(problem)
  local frame
  if noted ~= nil and rawequal(noted, problem) then
    frame = noted_frame
  else
    frame = frame_of_error()
  end
  noted = nil
  if type(problem) ~= 'table' then
    problem = {err = 'ERR ' .. tostring(problem)}
  end
  if frame then
    problem.source = frame.source
    problem.line = frame.currentline
  end
  return problem
end

-- How the hook works is told to the host while one is set.
debug.sethook(function() end, 'r')
host.learn_hook()
debug.sethook()

-- All together ------------------------------------------------------------------------------------

local harmless = {
  'assert', 'error', 'ipairs', 'rawequal', 'select', 'tonumber', 'type', '_VERSION',
}
for _, name in pairs(harmless) do
  open[name] = _G[name]
end

math.random = host.random
math.randomseed = host.randomseed
string.rep = host.rep

open.string = closed(string)
open.table = closed(table)
open.math = closed(math)
open.coroutine = closed(coroutine)
open.os = closed({clock = host.clock})
for name, library in pairs(host.libraries) do
  open[name] = closed(library)
end

-- The methods of strings: ("x"):rep(3).
local of_strings = getmetatable('')
of_strings.__index = string
of_strings.__metatable = closed({__index = open.string})

local function refuse_read(_, name)
  error("Script attempted to access nonexistent global variable '" .. tostring(name) .. "'", 2)
end

setmetatable(open, {__index = refuse_read})
local shown = closed(open, closed({__index = refuse_read}))
local metatable = metatables[shown]
open._G = shown

-- While a library is loaded it can do no more than register functions.
local of_loading = setmetatable(host.loading, {__index = refuse_read})
local loading = setmetatable({redis = closed(of_loading)}, {__index = refuse_read})

return handler, raise, open, shown, loading, metatable
