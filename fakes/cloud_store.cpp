#include "fakes/cloud_store.hpp"

#include "fakes/auth/connection_string.hpp"
#include "fakes/auth/fixed_certificate.hpp"
#include "fakes/auth/fixed_keys.hpp"
#include "fakes/auth/key.hpp"
#include "fakes/well_known.hpp"

namespace droppoint::fakes {
namespace {

constexpr resources::Rights kListen{.listen = true};
constexpr resources::Rights kFull{.listen = true, .send = true, .manage = true};

void add_policy(resources::ByName<resources::Policy>& policies, const std::string& scope,
                const std::string& name, resources::Rights rights, sim::Time now) {
  policies.insert_or_assign(
      name, resources::Policy{.name = name,
                              .rights = rights,
                              .primary_key = auth::fixed_policy_key(scope, name, auth::KeySlot::primary),
                              .secondary_key = auth::fixed_policy_key(scope, name, auth::KeySlot::secondary),
                              .created_at = now,
                              .modified_at = now});
}

resources::Hub make_hub(const std::string& name_space, const config::HubConfig& config, sim::Time now) {
  resources::Hub hub{.name = config.name, .created_at = now, .updated_at = now};
  const std::string scope = name_space + '/' + config.name;
  add_policy(hub.policies, scope, "DefaultListenSharedAccessSignature", kListen, now);
  add_policy(hub.policies, scope, "DefaultFullSharedAccessSignature", kFull, now);
  for (const auto& policy : config.policies) add_policy(hub.policies, scope, policy.name, policy.rights, now);
  if (config.apns) hub.apns = credential_of(*config.apns);
  if (config.fcm_v1) hub.fcm_v1 = credential_of(*config.fcm_v1);
  if (config.gcm) hub.gcm = credential_of(*config.gcm);
  return hub;
}

resources::Namespace make_namespace(const config::CloudConfig& cloud, const config::NamespaceConfig& config,
                                    sim::Time now) {
  resources::Namespace result{
      .name = config.name,
      .subscription = config.subscription.empty() ? cloud.subscription : config.subscription,
      .resource_group = config.resource_group.empty() ? cloud.resource_group : config.resource_group,
      .sku = config.sku,
      .created_at = now,
      .updated_at = now,
      .limits = config.limits,
      .delivery_window = config.delivery_window};
  add_policy(result.policies, config.name, "RootManageSharedAccessKey", kFull, now);
  for (const auto& policy : config.policies)
    add_policy(result.policies, config.name, policy.name, policy.rights, now);
  for (const auto& hub : config.hubs) result.hubs.insert_or_assign(hub.name, make_hub(config.name, hub, now));
  return result;
}

// A link by names is made even where the hub is missing: that is one of the document's misconfigurations.
resources::Link make_link(const config::CloudConfig& cloud, const config::LinkConfig& config,
                          resources::Store& store) {
  if (config.hub.empty()) return {config.connection_string, config.resource_id};
  const auto [name_space, hub] = *config::split_hub_name(config.hub);
  resources::Namespace missing{
      .name = name_space, .subscription = cloud.subscription, .resource_group = cloud.resource_group};
  const resources::Namespace* found_namespace = store.find_namespace(name_space);
  const resources::Hub* found = store.find_hub(name_space, hub);
  resources::Policy policy{
      .name = config.policy,
      .primary_key = auth::fixed_policy_key(config.hub, config.policy, auth::KeySlot::primary)};
  if (found != nullptr) {
    const auto known = found->policies.find(config.policy);
    if (known != found->policies.end()) policy = known->second;
  }
  return {connection_string_of(name_space, policy),
          resources::resource_id_of(found_namespace != nullptr ? *found_namespace : missing,
                                    resources::Hub{.name = hub})};
}

}  // namespace

std::string default_client_email(std::string_view project) {
  return "droppoint@" + std::string(project) + ".iam.gserviceaccount.com";
}

resources::ApnsCredential credential_of(const config::ApnsConfig& apns) {
  const std::string host = apns.sandbox ? "api.sandbox.push.apple.com" : "api.push.apple.com";
  resources::ApnsCredential credential{.mode = apns.mode,
                                       .topic = apns.topic,
                                       .endpoint = "https://" + host + ":443/3/device",
                                       .append_voip = apns.append_voip};
  if (apns.mode == resources::ApnsCredential::Mode::certificate) {
    credential.endpoint = apns.sandbox ? "gateway.sandbox.push.apple.com" : "gateway.push.apple.com";
    credential.certificate = auth::kApnsPushCertificate;
    credential.certificate_key = auth::kApnsPushCertificatePassword;
    return credential;
  }
  credential.team_id = apns.team.empty() ? kDefaultTeam : apns.team;
  credential.key_id = apns.key_id.empty() ? kDefaultKeyId : apns.key_id;
  credential.token =
      apns.private_key.empty() ? auth::fixed_apns_signing_key().to_bare_base64() : apns.private_key;
  return credential;
}

resources::FcmV1Credential credential_of(const config::FcmV1Config& fcm) {
  return {
      .project_id = fcm.project,
      .client_email = fcm.client_email.empty() ? default_client_email(fcm.project) : fcm.client_email,
      .private_key = fcm.private_key.empty() ? std::string(auth::kFcmServiceAccountPem) : fcm.private_key};
}

resources::GcmCredential credential_of(const config::GcmConfig& gcm) {
  return {.api_key = gcm.key.empty() ? "droppoint-server-key" : gcm.key};
}

std::string connection_string_of(std::string_view name_space, const resources::Policy& policy) {
  return auth::make_hub_connection_string("sb://" + std::string(name_space) + ".servicebus.windows.net/",
                                          policy.name, policy.primary_key);
}

void fill_store(const config::CloudConfig& config, const sim::Random& random, sim::Time now,
                resources::Store& store) {
  store.groups()[config.subscription].insert_or_assign(config.resource_group, "eastus");
  for (const auto& name_space : config.notification_hubs) {
    auto made = make_namespace(config, name_space, now);
    store.groups()[made.subscription].insert_or_assign(made.resource_group, "eastus");
    store.namespaces().insert_or_assign(name_space.name, std::move(made));
  }
  for (const auto& resource : config.communication_services) {
    resources::CommunicationResource made{
        .name = resource.name,
        .subscription = resource.subscription.empty() ? config.subscription : resource.subscription,
        .resource_group = resource.resource_group.empty() ? config.resource_group : resource.resource_group,
        .immutable_id = random.stream("resource " + resource.name).uuid(),
        .primary_key = auth::fixed_access_key(resource.name, auth::KeySlot::primary),
        .secondary_key = auth::fixed_access_key(resource.name, auth::KeySlot::secondary)};
    if (resource.link) made.link = make_link(config, *resource.link, store);
    store.groups()[made.subscription].insert_or_assign(made.resource_group, "eastus");
    store.communication_services().insert_or_assign(resource.name, std::move(made));
  }
}

}  // namespace droppoint::fakes
