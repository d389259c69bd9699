#include "emulator/assert.hpp"

#include <cstdio>
#include <cstdlib>

namespace droppoint {

void assertion_failed(const char* condition, const char* explanation, const char* file, int line) {
  std::fprintf(stderr, "droppoint: internal error: %s (%s:%d): %s\n", condition, file, line, explanation);
  std::abort();
}

}  // namespace droppoint
