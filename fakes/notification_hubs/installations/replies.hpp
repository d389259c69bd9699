#pragma once

#include <string_view>

#include "fakes/notification_hubs/call.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// What the operations on installations share.

void count_installation(Core& core, const Call& call, std::string_view metric);
Refusal installation_not_found();
// 200 without a body, in the type that the service gives everything here, JSON included.
http::Response installation_answer(std::string body = {});
// 400 for an id that could not stand in a tag.
[[nodiscard]] std::optional<Refusal> check_installation_id(std::string_view id);

}  // namespace droppoint::fakes::notification_hubs
