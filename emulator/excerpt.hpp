#pragma once

#include <string>
#include <string_view>

namespace droppoint {

// Text from outside as an error message may quote it: at most 80 characters, and only printable ASCII ("?"
// stands for all else), so that a message fits a line of the log and is valid UTF-8 in a JSON body.
inline std::string excerpt(std::string_view text) {
  constexpr std::size_t kMost = 80;
  std::string shown(text.substr(0, kMost));
  for (char& character : shown) {
    if (character < ' ' || character > '~') character = '?';
  }
  return text.size() > kMost ? shown + "..." : shown;
}

}  // namespace droppoint
