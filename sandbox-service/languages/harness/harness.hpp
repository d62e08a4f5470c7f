// Calls one function of a candidate's program, case by case. See Harness in languages/language.ts for the lines that go
// out and languages/typed/encode.ts for those that come in. Which types a case has, the function's own signature says.
#include <algorithm>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cxxabi.h>
#include <iostream>
#include <limits>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tuple>
#include <type_traits>
#include <typeinfo>
#include <unistd.h>
#include <utility>
#include <vector>

namespace interlace {

/** The program's own stdin is empty, so that reading it does not take the lines that are meant for us. */
constexpr int COMMANDS = 4;
constexpr int ANSWERS = 3;

/** A value of the tests does not fit the function's parameter, or a result cannot be written. */
struct Mismatch : std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class T, template <class...> class Template> constexpr bool is_a = false;
template <template <class...> class Template, class... A>
constexpr bool is_a<Template<A...>, Template> = true;

template <class T> constexpr bool cannot = false;

/** The tokens of one line. */
class Reader {
public:
  explicit Reader(std::string_view line) : rest_(line) {}

  std::string_view next() {
    const auto end = std::min(rest_.find(' '), rest_.size());
    const auto token = rest_.substr(0, end);
    rest_.remove_prefix(std::min(end + 1, rest_.size()));
    return token;
  }

private:
  std::string_view rest_;
};

inline std::string text_of(std::string_view token) {
  if (token.empty() || token[0] != 's') throw Mismatch("The tests give another value where the function takes text.");
  std::string text;
  for (std::size_t at = 1; at < token.size(); at++) {
    if (token[at] != '%') {
      text += token[at];
      continue;
    }
    unsigned code = 0;
    std::from_chars(token.data() + at + 1, token.data() + at + 3, code, 16);
    text += static_cast<char>(code);
    at += 2;
  }
  return text;
}

template <class T> T number_of(std::string_view token) {
  const bool is_whole = !token.empty() && token[0] == 'i';
  const bool fits = is_whole || (std::is_floating_point_v<T> && !token.empty() && token[0] == 'd');
  if (!fits)
    throw Mismatch(std::is_floating_point_v<T> ? "The tests give another value where the function takes a number."
                                               : "The tests give another value where the function takes a whole number.");
  T value{};
  const auto [end, error] = std::from_chars(token.data() + 1, token.data() + token.size(), value);
  if (error != std::errc{}) throw Mismatch("The tests give a number that the function's parameter has no room for.");
  return value;
}

template <class T> T decode(Reader &reader) {
  if constexpr (is_a<T, std::vector>) {
    const auto token = reader.next();
    if (token.empty() || token[0] != '[') throw Mismatch("The tests give another value where the function takes a list.");
    std::size_t count = 0;
    std::from_chars(token.data() + 1, token.data() + token.size(), count);
    T values;
    values.reserve(count);
    for (std::size_t i = 0; i < count; i++) values.push_back(decode<typename T::value_type>(reader));
    return values;
  } else if constexpr (is_a<T, std::optional>) {
    Reader ahead = reader;
    if (ahead.next() != "n") return decode<typename T::value_type>(reader);
    reader.next();
    return std::nullopt;
  } else if constexpr (std::is_same_v<T, std::string>) {
    return text_of(reader.next());
  } else if constexpr (std::is_same_v<T, char>) {
    const auto text = text_of(reader.next());
    if (text.size() != 1) throw Mismatch("The tests give text where the function takes one character.");
    return text[0];
  } else if constexpr (std::is_same_v<T, bool>) {
    const auto token = reader.next();
    if (token != "t" && token != "f") throw Mismatch("The tests give another value where the function takes a bool.");
    return token == "t";
  } else if constexpr (std::is_arithmetic_v<T>) {
    return number_of<T>(reader.next());
  } else {
    static_assert(cannot<T>, "The tests cannot give a value of this parameter's type: use numbers, bool, char, "
                             "std::string, std::vector and std::optional.");
  }
}

inline void write_text(std::string &out, std::string_view text) {
  out += '"';
  for (const char one : text) {
    if (one == '"' || one == '\\') out += '\\';
    if (static_cast<unsigned char>(one) >= 0x20) {
      out += one;
      continue;
    }
    char escape[8];
    std::snprintf(escape, sizeof escape, "\\u%04x", one);
    out += escape;
  }
  out += '"';
}

template <class T> concept List = requires(const T &value) {
  value.begin();
  value.end();
};

template <class T> concept Dictionary = List<T> && requires {
  typename T::key_type;
  typename T::mapped_type;
};

template <class T> void write(std::string &out, const T &value) {
  if constexpr (std::is_same_v<T, bool>) {
    out += value ? "true" : "false";
  } else if constexpr (std::is_same_v<T, char>) {
    write_text(out, std::string_view(&value, 1));
  } else if constexpr (std::is_floating_point_v<T>) {
    char text[64];
    if (std::isnan(value)) out += "NaN";
    else if (std::isinf(value)) out += value > 0 ? "Infinity" : "-Infinity";
    else out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
  } else if constexpr (std::is_arithmetic_v<T>) {
    out += std::to_string(value);
  } else if constexpr (std::is_convertible_v<const T &, std::string_view>) {
    write_text(out, value);
  } else if constexpr (is_a<T, std::optional>) {
    if (value) write(out, *value);
    else out += "null";
  } else if constexpr (is_a<T, std::pair> || is_a<T, std::tuple>) {
    out += '[';
    std::apply(
        [&](const auto &...items) {
          const char *between = "";
          ((out += between, write(out, items), between = ","), ...);
        },
        value);
    out += ']';
  } else if constexpr (Dictionary<T>) {
    constexpr bool has_names = std::is_convertible_v<typename T::key_type, std::string_view>;
    out += has_names ? '{' : '[';
    const char *between = "";
    for (const auto &[key, item] : value) {
      out += between;
      between = ",";
      if (!has_names) out += '[';
      write(out, key);
      out += has_names ? ':' : ',';
      write(out, item);
      if (!has_names) out += ']';
    }
    out += has_names ? '}' : ']';
  } else if constexpr (List<T>) {
    out += '[';
    const char *between = "";
    for (auto &&item : value) {
      out += between;
      between = ",";
      write<typename T::value_type>(out, item);
    }
    out += ']';
  } else {
    static_assert(cannot<T>, "The function returns a type that cannot be compared: use numbers, bool, char, "
                             "std::string, std::vector, std::pair, std::map and the like.");
  }
}

inline void say(std::string line) {
  line += '\n';
  for (std::string_view rest = line; !rest.empty();) {
    const auto count = ::write(ANSWERS, rest.data(), rest.size());
    if (count <= 0) _exit(1);
    rest.remove_prefix(static_cast<std::size_t>(count));
  }
}

inline std::string explain(const std::exception &error) {
  if (dynamic_cast<const Mismatch *>(&error)) return error.what();
  int status = 0;
  char *name = abi::__cxa_demangle(typeid(error).name(), nullptr, nullptr, &status);
  return std::string(status == 0 ? name : "exception") + ": " + error.what();
}

template <class Call> void answer(std::string_view line, Call call) {
  Reader reader(line);
  std::string out = "{\"i\":";
  out += reader.next();
  std::string error;
  try {
    std::string value;
    call(reader, value);
    out += ",\"ok\":true,\"value\":" + value + "}";
  } catch (const std::exception &thrown) {
    error = explain(thrown);
  } catch (...) {
    error = "Something was thrown that is no std::exception.";
  }
  if (!error.empty()) {
    out += ",\"ok\":false,\"error\":";
    write_text(out, error);
    out += '}';
  }
  std::cout.flush();
  std::cerr.flush();
  std::fflush(nullptr);
  say(out);
}

template <class Call> void serve(Call call) {
  say("{\"ready\":true}");
  std::FILE *commands = ::fdopen(COMMANDS, "r");
  char *line = nullptr;
  std::size_t size = 0;
  for (ssize_t length; (length = ::getline(&line, &size, commands)) > 0;) {
    if (line[length - 1] == '\n') length--;
    answer(std::string_view(line, static_cast<std::size_t>(length)), call);
  }
}

template <class R, class... A, class Function> void call(Reader &reader, std::string &out, Function function) {
  // In braces: the arguments are read in their order.
  std::tuple<std::decay_t<A>...> arguments{decode<std::decay_t<A>>(reader)...};
  std::apply(
      [&](auto &...values) {
        if constexpr (std::is_void_v<R>) {
          function(std::forward<A>(values)...);
          out = "null";
        } else {
          write<std::decay_t<R>>(out, function(std::forward<A>(values)...));
        }
      },
      arguments);
}

template <class R, class... A> void run(R (*function)(A...)) {
  serve([=](Reader &reader, std::string &out) { call<R, A...>(reader, out, function); });
}

/** A method is called on a new object for each case, as its fields are the case's state. */
template <class R, class C, class... A> void run(R (C::*method)(A...)) {
  serve([=](Reader &reader, std::string &out) {
    C object{};
    call<R, A...>(reader, out, [&](A... values) -> R { return (object.*method)(std::forward<A>(values)...); });
  });
}

template <class R, class C, class... A> void run(R (C::*method)(A...) const) {
  serve([=](Reader &reader, std::string &out) {
    const C object{};
    call<R, A...>(reader, out, [&](A... values) -> R { return (object.*method)(std::forward<A>(values)...); });
  });
}

} // namespace interlace
