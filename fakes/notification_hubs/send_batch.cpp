#include "fakes/notification_hubs/send_batch.hpp"

#include <optional>
#include <unordered_set>

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include "emulator/http/lenient_json.hpp"
#include "emulator/http/multipart.hpp"
#include "fakes/notification_hubs/accept.hpp"
#include "fakes/notification_hubs/send_checks.hpp"
#include "fakes/notification_hubs/tiers.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::size_t kHandlesMax = 1000;

struct Batch {
  std::string notification;
  std::vector<std::string> handles;  // as given: one that is repeated is skipped later
};

tl::unexpected<Refusal> malformed(std::string why) {
  return tl::unexpected(Refusal{.status = 400, .message = "The batch is malformed: " + std::move(why)});
}

// The documented example writes the array in single quotes, which is no JSON; it is taken all the same.
tl::expected<std::vector<std::string>, Refusal> read_handles(std::string_view text) {
  const Result<std::string> strict = http::to_strict_json(text);
  if (!strict) return malformed("the part 'devices' is no JSON array: " + strict.error().message);
  const auto array = nlohmann::json::parse(*strict, nullptr, false);
  if (!array.is_array() || array.empty())
    return malformed("the part 'devices' is no array of device handles");
  if (array.size() > kHandlesMax)
    return malformed(fmt::format("{} device handles, and {} are allowed", array.size(), kHandlesMax));
  std::vector<std::string> handles;
  for (const auto& handle : array) {
    if (!handle.is_string() || handle.get_ref<const std::string&>().empty())
      return malformed("a device handle is no text");
    handles.push_back(handle.get<std::string>());
  }
  return handles;
}

tl::expected<Batch, Refusal> read_batch(const http::Request& request) {
  const auto parts =
      http::parse_multipart(request.headers.get("Content-Type").value_or(""), http::bytes_of(request.body));
  if (!parts) return malformed(parts.error().message);
  const http::Part* notification = nullptr;
  const http::Part* devices = nullptr;
  for (const http::Part& part : *parts) {
    const std::string name = http::to_lower(part.name().value_or(""));
    if (name == "notification" && notification == nullptr) notification = &part;
    if (name == "devices" && devices == nullptr) devices = &part;
  }
  if (notification == nullptr) return malformed("the part 'notification' is missing");
  if (devices == nullptr) return malformed("the part 'devices' is missing");
  auto handles = read_handles(devices->body);
  if (!handles) return tl::unexpected(std::move(handles.error()));
  return Batch{notification->body, std::move(*handles)};
}

}  // namespace

std::vector<std::string> handles_of_batch(const Call& call) {
  if (!call.target.has_query("direct")) return {};
  auto batch = read_batch(call.hop.request);
  if (!batch) return {};
  std::vector<std::string> handles;
  std::unordered_set<std::string> seen;
  for (std::string& handle : batch->handles) {
    if (seen.insert(handle).second) handles.push_back(std::move(handle));
  }
  return handles;
}

Reply send_batch(Core& core, Call& call) {
  if (!call.target.has_query("direct"))
    return tl::unexpected(not_emulated("batch sends that are not direct"));
  if (auto refusal = check_tier(call, Feature::batch_send)) return tl::unexpected(std::move(*refusal));
  const auto format = read_format(call);
  if (!format) return tl::unexpected(format.error());
  auto batch = read_batch(call.hop.request);
  if (!batch) return tl::unexpected(std::move(batch.error()));
  // A thousand handles alone can exceed the limit of a request, so it is held against the notification.
  if (auto refusal = check_size(batch->notification.size())) return tl::unexpected(std::move(*refusal));
  auto payload = make_payload(call, **format, http::make_body(std::move(batch->notification)));
  if (!payload) return tl::unexpected(std::move(payload.error()));
  return accept(core, call, std::move(*payload), std::move(batch->handles));
}

}  // namespace droppoint::fakes::notification_hubs
