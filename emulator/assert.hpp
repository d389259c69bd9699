#pragma once

// A check of our own reasoning, kept in release builds. Never use it on bytes that came from outside: those
// are answered, not asserted.

namespace droppoint {

// Prints the failed condition with its place to standard error and aborts.
[[noreturn]] void assertion_failed(const char* condition, const char* explanation, const char* file,
                                   int line);

}  // namespace droppoint

#define DROPPOINT_ASSERT(condition, explanation) \
  ((condition) ? static_cast<void>(0)            \
               : ::droppoint::assertion_failed(#condition, explanation, __FILE__, __LINE__))
