#pragma once

#include <string>
#include <string_view>

namespace droppoint::net {

inline bool starts_with(const std::string& text, std::string_view start) {
  return text.rfind(start, 0) == 0;
}
inline bool has(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace droppoint::net
