#include "fakes/auth/digest.hpp"
#include "fakes/auth/sas.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/handles.hpp"

namespace droppoint {
namespace {

constexpr std::string_view kApiVersion = "2020-06";

const resources::Policy& policy_of(Cloud* cloud, const std::string& name, std::string_view policy) {
  const auto parts = *config::split_hub_name(name);
  const resources::Hub* hub = cloud->core().store().find_hub(parts.first, parts.second);
  if (hub == nullptr) throw CloudError({"HubNotFound", "there is no hub '" + name + "'"});
  const auto found = hub->policies.find(policy);
  if (found == hub->policies.end())
    throw CloudError(
        {"PolicyNotFound", "the hub '" + name + "' has no policy '" + std::string(policy) + "'"});
  return found->second;
}

}  // namespace

HubAnswer Hub::ask(std::string_view policy, const HubRequest& asked) {
  const auto [name_space, hub] = *config::split_hub_name(name_);
  const resources::Policy& signer = policy_of(cloud_, name_, policy);
  http::Request request{.method = asked.method,
                        .target = "/" + hub + "/" + asked.path,
                        .authority = name_space + ".servicebus.windows.net",
                        .headers = asked.headers,
                        .body = http::make_body(asked.body)};
  request.target += request.target.find('?') == std::string::npos ? "?" : "&";
  request.target += "api-version=" + std::string(kApiVersion);
  request.headers.add("host", request.authority);
  request.headers.add("authorization", auth::make_sas("https://" + request.authority + "/" + hub, signer.name,
                                                      auth::HmacKey(signer.primary_key),
                                                      cloud_->now() + std::chrono::hours(1)));

  const std::uint64_t sequence = cloud_->core().wire().next_sequence();
  HubAnswer answer{.trace = {}, .answer = cloud_->request(std::move(request))};
  const auto hops =
      cloud_->journal().hops({.after = sequence - 1, .to = wire::Party::notification_hubs, .limit = 1});
  if (!hops.empty()) answer.trace = hops.front()->trace;
  return answer;
}

}  // namespace droppoint
