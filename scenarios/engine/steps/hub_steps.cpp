#include <nlohmann/json.hpp>

#include "fakes/cloud_core.hpp"
#include "scenarios/engine/step_kinds.hpp"

namespace droppoint::scenarios {
namespace {

using config::ObjectReader;

std::string read_hub_name(ObjectReader& reader) {
  std::string hub = reader.required_text("hub");
  if (!hub.empty() && !config::split_hub_name(hub)) {
    reader.wrong("hub", "'" + hub + "' names no hub", "write it as namespace/hub");
  }
  return hub;
}

// A credential: none where the step says `none`, nothing where it does not speak of it.
template <class Config, class Read>
std::optional<std::optional<Config>> read_credential(ObjectReader& reader, const char* key, Read read) {
  const Value* value = reader.any(key);
  if (value == nullptr) return std::nullopt;
  if (value->is_null() || *value == "none") return std::optional<std::optional<Config>>(std::in_place);
  return std::optional<Config>(read(*value, reader.pointer_of(key), reader.mistakes()));
}

}  // namespace

Act read_link(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "link", mistakes);
  const std::string resource = reader.required_text("resource");
  const std::string hub = reader.text("hub").value_or("");
  const std::string policy = reader.text("policy").value_or("");
  const auto connection_string = reader.text("connection_string");
  const auto resource_id = reader.text("resource_id");
  if (!hub.empty() && !config::split_hub_name(hub))
    reader.wrong("hub", "'" + hub + "' names no hub", "write it as namespace/hub");
  const bool by_name = !hub.empty() && !policy.empty() && !connection_string;
  if (!by_name && !(connection_string && (resource_id || !hub.empty()))) {
    reader.wrong_object("link needs 'hub' and 'policy', or 'connection_string' and 'resource_id'");
  }
  reader.finish();
  return [=](Context& context) {
    auto linked = context.cloud.communication_services(resource);
    if (by_name) {
      linked.link(hub, policy);
    } else {
      linked.link_texts(*connection_string,
                        resource_id ? *resource_id : context.cloud.hub(hub).resource_id());
    }
  };
}

Act read_unlink(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "unlink", mistakes);
  const std::string resource = reader.required_text("resource");
  reader.finish();
  return [resource](Context& context) { context.cloud.communication_services(resource).unlink(); };
}

Act read_regenerate_key(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "regenerate_key", mistakes);
  const std::string hub = read_hub_name(reader);
  const std::string policy = reader.required_text("policy");
  const bool secondary = reader.choice("key", {"primary", "secondary"}) == "secondary";
  reader.finish();
  return [=](Context& context) {
    context.cloud.hub(hub).regenerate_key(policy, secondary ? "SecondaryKey" : "PrimaryKey");
  };
}

Act read_configure_hub(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "configure_hub", mistakes);
  const std::string hub = read_hub_name(reader);
  const auto apns = read_credential<config::ApnsConfig>(reader, "apns", &config::read_apns_config);
  const auto fcm = read_credential<config::FcmV1Config>(reader, "fcm_v1", &config::read_fcm_v1_config);
  if (!apns && !fcm) reader.wrong_object("configure_hub needs 'apns' or 'fcm_v1'");
  reader.finish();
  return [=](Context& context) {
    Hub configured = context.cloud.hub(hub);
    if (apns) configured.configure_apns(*apns);
    if (fcm) configured.configure_fcm_v1(*fcm);
  };
}

Act read_delete_hub(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "delete_hub", mistakes);
  const std::string hub = read_hub_name(reader);
  reader.finish();
  return [hub](Context& context) { context.cloud.hub(hub).remove(); };
}

Act read_delete_namespace(const Value& value, const std::string& pointer, Mistakes& mistakes) {
  ObjectReader reader(value, pointer, "delete_namespace", mistakes);
  const std::string name = reader.required_text("namespace");
  reader.finish();
  return [name](Context& context) {
    for (const auto& candidate : context.cloud.core().config().notification_hubs) {
      if (candidate.name != name || candidate.hubs.empty()) continue;
      context.cloud.hub(name + '/' + candidate.hubs.front().name).remove_namespace();
      return;
    }
    throw CloudError({"NamespaceNotFound", "the cloud has no namespace '" + name + "' with a hub"});
  };
}

}  // namespace droppoint::scenarios
