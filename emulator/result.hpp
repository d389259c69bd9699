#pragma once

#include <string>
#include <utility>

#include <tl/expected.hpp>

namespace droppoint {

// What went wrong with input from outside: `code` is a stable name for programs, `message` says what is wrong
// and where, `hint` what to do about it (may be empty).
struct Error {
  std::string code;
  std::string message;
  std::string hint = {};

  friend bool operator==(const Error&, const Error&) = default;
};

// The value, or why there is none. Everything an outsider can cause to fail returns this.
template <class T>
using Result = tl::expected<T, Error>;

// `return fail("InvalidNumber", "…");` from a function that returns a Result.
inline tl::unexpected<Error> fail(std::string code, std::string message, std::string hint = {}) {
  return tl::unexpected<Error>(Error{std::move(code), std::move(message), std::move(hint)});
}

}  // namespace droppoint
