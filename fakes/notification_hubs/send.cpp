#include "fakes/notification_hubs/send.hpp"

#include "fakes/notification_hubs/accept.hpp"
#include "fakes/notification_hubs/send_checks.hpp"
#include "fakes/notification_hubs/sends/operations.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kHandleHeader = "ServiceBusNotification-DeviceHandle";

std::string handle_in(const Call& call) {
  return std::string(call.hop.request.headers.get(kHandleHeader).value_or(""));
}

}  // namespace

std::vector<std::string> handles_of_send(const Call& call) {
  std::string handle = handle_in(call);
  if (!call.target.has_query("direct") || handle.empty()) return {};
  return {std::move(handle)};
}

Reply send(Core& core, Call& call) {
  if (!call.target.has_query("direct")) return send_to_audience(core, call);
  if (auto refusal = check_size(http::bytes_of(call.hop.request.body).size()))
    return tl::unexpected(std::move(*refusal));
  const auto format = read_format(call);
  if (!format) return tl::unexpected(format.error());
  std::vector<std::string> handles{handle_in(call)};
  if (handles.front().empty()) {
    // The text is ours; the real one is not known.
    return tl::unexpected(
        Refusal{.status = 400,
                .message = "A direct send needs the HTTP header 'ServiceBusNotification-DeviceHandle'."});
  }
  auto payload = make_payload(call, **format, call.hop.request.body);
  if (!payload) return tl::unexpected(std::move(payload.error()));
  return accept(core, call, std::move(*payload), std::move(handles));
}

}  // namespace droppoint::fakes::notification_hubs
