#include "fakes/notification_hubs/storage.hpp"

#include <fmt/format.h>

#include "fakes/notification_hubs/addressing.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr StorageRefusal kUnauthenticated{
    403, "AuthenticationFailed",
    "Server failed to authenticate the request. Make sure the value of Authorization header is formed "
    "correctly including the signature."};
constexpr StorageRefusal kNotPermitted{
    403, "AuthorizationPermissionMismatch",
    "This request is not authorized to perform this operation using this permission."};
constexpr StorageRefusal kNoContainer{404, "ContainerNotFound", "The specified container does not exist."};
constexpr StorageRefusal kNotEmulated{
    501, "NotImplemented",
    "Droppoint emulates only reading of Notification Hubs' feedback, see docs/fidelity/notification-hubs.md"};

bool has_storage_host(std::string_view authority) {
  const auto parts = http::split_authority(authority);
  return parts && parts->host == kStorageHost;
}

std::optional<HubName> hub_of_container(Core& core, std::string_view container) {
  for (const auto& [_, name_space] : core.store.namespaces()) {
    for (const auto& [__, hub] : name_space.hubs) {
      HubName name{name_space.name, hub.name};
      if (container_of(name) == container) return name;
    }
  }
  return std::nullopt;
}

// Segments behind the account's: the container, and the blob with its slashes.
void read_path(StorageCall& call) {
  const auto& segments = call.target.segments();
  std::size_t at = has_storage_host(call.hop.request.authority) ? 0 : 1;
  if (at < segments.size()) call.container = segments[at++];
  for (; at < segments.size(); ++at) call.blob += (call.blob.empty() ? "" : "/") + segments[at];
}

StorageReply answer(Core& core, StorageCall& call) {
  read_path(call);
  const auto grant = core.feedback.signature().check(call.target, call.container, call.blob, core.now());
  if (!grant) return tl::unexpected(kUnauthenticated);
  std::string_view container = call.container;
  call.details = container.ends_with(kDetailsEnding);
  if (call.details) container.remove_suffix(kDetailsEnding.size());
  auto hub = hub_of_container(core, container);
  if (!hub) return tl::unexpected(kNoContainer);
  call.hub = std::move(*hub);

  const std::string& method = call.hop.request.method;
  const bool lists = method == "GET" && call.blob.empty() && call.target.query("comp") == "list";
  const bool reads = (method == "GET" || method == "HEAD") && !call.blob.empty();
  const char needed = lists ? 'l' : 'r';
  if (grant->permissions.find(needed) == std::string::npos) return tl::unexpected(kNotPermitted);
  if (lists) return list_blobs(core, call);
  if (reads && !call.target.has_query("comp")) return read_blob(core, call);
  return tl::unexpected(kNotEmulated);
}

http::Response to_response(const StorageRefusal& refusal, const std::string& id, sim::Time now) {
  http::Response response{.status = refusal.status,
                          .headers = {{"Content-Type", "application/xml"}, {"x-ms-error-code", refusal.code}},
                          .body = nullptr};
  response.body =
      http::make_body(fmt::format(R"(<?xml version="1.0" encoding="utf-8"?><Error><Code>{}</Code><Message>{})"
                                  "\nRequestId:{}\nTime:{}</Message></Error>",
                                  refusal.code, escape_xml_text(refusal.message), id, to_xml_time(now)));
  return response;
}

}  // namespace

bool is_for_storage(const http::Request& request) {
  if (has_storage_host(request.authority)) return true;
  if (is_service_host(request.authority)) return false;
  const auto target = http::Target::parse(request.target);
  return target && !target->segments().empty() && target->segments().front() == kStorageAccount;
}

http::Response answer_storage(Core& core, const wire::Hop& hop) {
  const std::string id = core.tracking_ids.uuid();
  http::Response response;
  auto target = http::Target::parse(hop.request.target);
  if (!target) {
    response =
        to_response({400, "InvalidUri", "The requested URI does not represent any resource on the server."},
                    id, core.now());
  } else {
    const bool real_host = has_storage_host(hop.request.authority);
    std::string endpoint = "https://" + hop.request.authority + '/';
    if (!real_host) endpoint += std::string(kStorageAccount) + '/';
    StorageCall call{.hop = hop,
                     .target = std::move(*target),
                     .service_endpoint = std::move(endpoint),
                     .container = {},
                     .blob = {},
                     .hub = {}};
    auto reply = answer(core, call);
    response = reply ? std::move(*reply) : to_response(reply.error(), id, core.now());
  }
  const auto version = hop.request.headers.get("x-ms-version");
  response.headers.set("Server", "Windows-Azure-Blob/1.0 Microsoft-HTTPAPI/2.0");
  response.headers.set("x-ms-request-id", id);
  if (version) response.headers.set("x-ms-version", *version);
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
