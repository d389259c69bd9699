#pragma once

#include <string_view>

#include "emulator/result.hpp"
#include "fakes/notification_hubs/registrations/registration.hpp"

namespace droppoint::fakes::notification_hubs {

// The `$filter` of a list: whose device. Clients write the elements of the kind's handle, joined by `and`, or
// `ChannelUri` for any kind (.NET and Java):
//
//   DeviceToken eq '00AB'      Endpoint eq '…' and P256DH eq '…' and Auth eq '…'
class HandleFilter {
 public:
  // Fails with "InvalidFilter".
  static Result<HandleFilter> parse(std::string_view text);

  bool matches(const Registration& registration) const;

 private:
  struct Comparison {
    std::string element;
    std::string value;
  };
  std::vector<Comparison> comparisons_;
};

}  // namespace droppoint::fakes::notification_hubs
