#include "fakes/fcm/fcm.hpp"

#include <chrono>
#include <utility>
#include <vector>

#include "emulator/http/uri.hpp"
#include "fakes/fcm/google_error.hpp"

namespace droppoint::fakes::fcm {

Fcm::Fcm(Parts parts)
    : wire_(parts.wire),
      directory_(parts.directory),
      legacy_(parts.options.legacy),
      limits_(parts.options.limits),
      outage_(parts.options.outage),
      projects_(std::move(parts.options.projects)),
      access_tokens_(projects_, parts.random.stream("fcm access tokens")),
      device_tokens_(parts.random.stream("fcm device tokens")),
      quotas_(parts.options.quotas),
      delivery_(parts.wire, device_tokens_),
      message_ids_(parts.random.stream("fcm message ids")) {}

sim::Task<wire::Answer> Fcm::handle(const wire::Hop& hop) {
  co_return answer(hop);
}

http::Response Fcm::answer(const wire::Hop& hop) {
  const auto target = http::Target::parse(hop.request.target);
  if (!target) return not_found_page(hop.request.target);
  const std::vector<std::string>& path = target->segments();
  const std::string_view raw = target->raw_path();
  const bool post = hop.request.method == "POST";
  if (path.empty()) return not_found_page(raw);
  if (path[0] == "_device" && hop.from == wire::Party::device) return device_protocol(hop);
  if (path[0] == "_droppoint") return control(hop, *target);
  if (post && (raw == "/token" || raw == "/oauth2/v4/token" || raw == "/o/oauth2/token")) {
    return issue_access_token(hop, raw);
  }
  if (post && (raw == "/fcm/send" || raw == "/gcm/send")) return legacy_send(hop, raw);
  if (post && raw == "/batch") return batch(hop);
  if (path[0] == "iid") return instance_id(hop, *target);
  if (raw == "/fcm/notification" || raw == "/fcm/googlenotification") {
    return refuse(not_emulated("Messaging to device groups"));
  }
  if (path[0] == "v1") return answer_v1(hop, *target);
  return not_found_page(raw);
}

http::Response Fcm::answer_v1(const wire::Hop& hop, const http::Target& target) {
  const std::vector<std::string>& path = target.segments();
  if (path.size() < 4 || path[1] != "projects") return not_found_page(target.raw_path());
  const bool sends = path.size() == 4 && path[3] == "messages:send";
  if (sends && hop.request.method == "POST") return send(hop, path[2]);
  const bool subscriptions =
      path.size() >= 6 && path[3] == "registrations" && path[5] == "topicSubscriptions";
  if (subscriptions) return topic_subscriptions(hop, target);
  return not_found_page(target.raw_path());
}

std::optional<Refusal> Fcm::check_outage() const {
  if (wire_.scheduler().now() >= outage_.until) return std::nullopt;
  std::optional<std::int64_t> seconds;
  if (outage_.retry_after) seconds = std::chrono::ceil<std::chrono::seconds>(*outage_.retry_after).count();
  return unavailable(seconds);
}

}  // namespace droppoint::fakes::fcm
