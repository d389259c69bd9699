#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/result.hpp"
#include "emulator/sim/random.hpp"

namespace droppoint::fakes::fcm {

// An address of one app on one device, good for one project.
struct DeviceToken {
  std::string token;
  std::string device;
  std::string app;
  std::string project;
  bool active = true;
  // In the order in which tokens were issued, from 1.
  std::uint64_t sequence = 0;
};

// Whether a text that is no known token has at least the form of one: an installation id, a colon, and a long
// text of letters, digits, "-" and "_". Google publishes no form; this one fits those that are seen.
bool looks_like_token(std::string_view text);

class DeviceTokens {
 public:
  explicit DeviceTokens(sim::Random random) : random_(random) {}

  // Takes `wanted.token`, or draws one if that is empty. Fails with "TokenInUse" if another device or app has
  // it.
  Result<std::string> issue(DeviceToken wanted);
  // Null if it was never issued. Valid until the next issue().
  const DeviceToken* find(std::string_view token) const;
  // Those that are active, by token. Valid until the next issue().
  std::vector<const DeviceToken*> active_of_project(std::string_view project) const;
  // The newest active token of the same app on the same device for the same project: the canonical one.
  const DeviceToken& newest_of(const DeviceToken& token) const;
  // Unknown tokens are left alone.
  void deactivate(std::string_view token);

 private:
  sim::Random random_;
  std::uint64_t last_sequence_ = 0;
  std::map<std::string, DeviceToken, std::less<>> tokens_;
};

}  // namespace droppoint::fakes::fcm
