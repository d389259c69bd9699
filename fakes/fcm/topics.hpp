#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/sim/time.hpp"

namespace droppoint::fakes::fcm {

// How many topics one app on one device may be subscribed to
// (https://firebase.google.com/docs/cloud-messaging/topic-messaging).
inline constexpr std::size_t kTopicsOfTokenMax = 2000;

// Which tokens are subscribed to which topics. A topic exists as long as somebody is subscribed; those of two
// projects do not meet, since a token belongs to one.
class Topics {
 public:
  enum class Added : std::uint8_t { added, was_there, too_many };
  Added add(std::string_view token, std::string_view topic, sim::Time now);
  // False: it was not there.
  bool remove(std::string_view token, std::string_view topic);

  // Since when; nothing if it is not.
  std::optional<sim::Time> subscribed_since(std::string_view token, std::string_view topic) const;
  // By name.
  std::map<std::string, sim::Time, std::less<>> of_token(std::string_view token) const;

 private:
  std::map<std::string, std::map<std::string, sim::Time, std::less<>>, std::less<>> by_token_;
};

}  // namespace droppoint::fakes::fcm
