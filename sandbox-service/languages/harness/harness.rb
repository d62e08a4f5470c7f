# Calls one function of the candidate's for each line on stdin and answers on descriptor 3.
# Everything lives in local variables: the candidate's names must not meet ours.
require 'json'
require 'set'

entry, *names = ARGV
ARGV.clear
cases = $stdin.dup
$stdin.reopen(File::NULL)
answers = IO.for_fd(3, 'w')
[cases, answers].each { |io| io.close_on_exec = true }
answers.sync = true

shorten = ->(text) { text.gsub('/workspace/', '') }

describe = lambda do |error|
  lines = (error.backtrace || []).select do |line|
    line.start_with?('/workspace/') && !line.start_with?('/workspace/.interlace/')
  end
  message = error.is_a?(SyntaxError) ? error.message : "#{error.message} (#{error.class})"
  where = error.is_a?(SyntaxError) ? '' : lines.first(1).map { |line| "#{line}: " }.join
  shorten.call([where + message, *lines.drop(1).first(20).map { |line| "\tfrom #{line}" }].join("\n"))
end

# JSON has fewer kinds of values than Ruby; what has no counterpart is refused by name.
plain = lambda do |value, outer|
  if outer.any? { |one| one.equal?(value) }
    raise ArgumentError, 'The returned value contains itself (it is circular), so it cannot be compared.'
  end

  inner = [*outer, value]
  case value
  when nil, true, false, Integer then value
  when Float
    raise ArgumentError, "The returned value holds #{value}, which cannot be written as JSON." unless value.finite?

    value
  when Rational then value.to_f
  when String then value.encode('UTF-8', invalid: :replace, undef: :replace).scrub
  when Symbol then value.to_s
  when Set
    items = value.map { |one| plain.call(one, inner) }
    items.sort { |a, b| (a <=> b) || (a.to_json <=> b.to_json) }
  when Array then value.map { |one| plain.call(one, inner) }
  when Hash then value.to_h { |key, one| [key.to_s, plain.call(one, inner)] }
  when Struct then plain.call(value.to_h, inner)
  else
    raise ArgumentError, "The returned value holds a #{value.class}, which cannot be written as JSON."
  end
end

# A method at the top level is a method of Object's own; those of Ruby (`select`, `test`) are Kernel's.
find = lambda do
  main = TOPLEVEL_BINDING.receiver
  own = Object.private_instance_methods(false) | Object.public_instance_methods(false)
  name = names.map(&:to_sym).find { |one| own.include?(one) || main.singleton_methods(false).include?(one) }
  return ->(input) { main.__send__(name, *input) } if name
  return nil unless Object.const_defined?(:Solution)

  solution = Object.const_get(:Solution)
  names.each do |one|
    if solution.is_a?(Class) && solution.method_defined?(one)
      return ->(input) { solution.new.__send__(one, *input) }
    end
    return ->(input) { solution.__send__(one, *input) } if solution.singleton_methods.include?(one.to_sym)
  end
  nil
end

say = ->(answer) { answers.write("#{JSON.generate(answer, max_nesting: false)}\n") }

call = begin
  load File.join('/workspace', entry)
  find.call
rescue SystemExit
  say.call({ ready: false, error: "#{entry} ends the program before its functions can be called." })
  exit!(1)
rescue NoMemoryError
  raise
rescue Exception => error
  say.call({ ready: false, error: describe.call(error) })
  exit!(1)
end
unless call
  say.call({ ready: false, error: "#{entry} has no method #{names.first}, at the top level or in a class Solution." })
  exit!(1)
end
say.call({ ready: true })

while (line = cases.gets)
  job = JSON.parse(line, max_nesting: false)
  answer = begin
    { i: job['i'], ok: true, value: plain.call(call.call(job['input']), []) }
  rescue SystemExit
    { i: job['i'], ok: false, error: 'The function ends the program.' }
  rescue NoMemoryError
    raise
  rescue Exception => error
    { i: job['i'], ok: false, error: describe.call(error) }
  end
  say.call(answer)
end
exit!(0)
