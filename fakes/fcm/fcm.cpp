#include "fakes/fcm/fcm.hpp"

#include <utility>
#include <vector>

#include "emulator/http/uri.hpp"
#include "fakes/fcm/google_error.hpp"

namespace droppoint::fakes::fcm {

Fcm::Fcm(Parts parts)
    : wire_(parts.wire),
      directory_(parts.directory),
      legacy_(parts.options.legacy),
      access_tokens_(std::move(parts.options.projects), parts.random.stream("fcm access tokens")),
      device_tokens_(parts.random.stream("fcm device tokens")),
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
  if (!path.empty() && path[0] == "_device" && hop.from == wire::Party::device) return device_protocol(hop);
  if (post && (raw == "/token" || raw == "/oauth2/v4/token" || raw == "/o/oauth2/token")) {
    return issue_access_token(hop);
  }
  if (raw == "/fcm/send" || raw == "/gcm/send" || raw == "/batch") return legacy(raw);
  if (raw.starts_with("/iid/")) return refuse(not_emulated("The Instance ID interface"));
  if (path.size() >= 4 && path[0] == "v1" && path[1] == "projects") {
    if (post && path.size() == 4 && path[3] == "messages:send") return send(hop, path[2]);
    if (path[3] == "registrations") return refuse(not_emulated("Topic management"));
  }
  return not_found_page(raw);
}

http::Response Fcm::legacy(std::string_view path) const {
  return legacy_ ? refuse(not_emulated("The legacy interface")) : not_found_page(path);
}

}  // namespace droppoint::fakes::fcm
