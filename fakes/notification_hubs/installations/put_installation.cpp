#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/installations/installation_json.hpp"
#include "fakes/notification_hubs/installations/operations.hpp"
#include "fakes/notification_hubs/installations/replies.hpp"
#include "fakes/notification_hubs/location.hpp"
#include "fakes/notification_hubs/registrations/device_quota.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/send_checks.hpp"

namespace droppoint::fakes::notification_hubs {

Reply put_installation(Core& core, Call& call) {
  const std::string& id = call.parameters.text("id");
  const std::string_view body = http::bytes_of(call.hop.request.body);
  if (auto refusal = check_size(body.size())) return tl::unexpected(std::move(*refusal));
  if (auto refusal = check_installation_id(id)) return tl::unexpected(std::move(*refusal));
  auto installation = read_installation(id, body);
  if (!installation) return tl::unexpected(bad_request(std::move(installation.error())));
  Registrations& registrations = registrations_of(*call.hub);
  if (registrations.find_installation(id, core.now()) == nullptr) {
    if (auto refusal = check_device_quota(core, call)) return tl::unexpected(std::move(*refusal));
  }
  installation->last_update = core.now();
  registrations.write_installation(std::move(*installation), core.registration_ids, core.now());
  count_installation(core, call, "installation.upsert");
  http::Response response = installation_answer();
  response.headers.add("Content-Location", url_in_hub(call, "installations/" + id));
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
