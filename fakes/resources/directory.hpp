#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

namespace droppoint::resources {

// Which device a token belongs to, so that a trace can name the device that a notification was meant for.
// Only a label: no fake decides anything by it. Tokens are never forgotten, since an old token still tells
// whose it was.
class Directory {
 public:
  struct Owner {
    std::string device;
    std::string user;
  };
  void write(std::string_view token, Owner owner) {
    owners_.insert_or_assign(std::string(token), std::move(owner));
  }
  std::optional<Owner> find(std::string_view token) const {
    const auto found = owners_.find(token);
    if (found == owners_.end()) return std::nullopt;
    return found->second;
  }

 private:
  std::map<std::string, Owner, std::less<>> owners_;
};

}  // namespace droppoint::resources
