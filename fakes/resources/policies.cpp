#include "fakes/resources/policies.hpp"

#include <utility>

#include "fakes/auth/base64.hpp"

namespace droppoint::resources {

std::string new_policy_key(sim::Random& keys) {
  return auth::base64_encode(keys.bytes(kPolicyKeyBytes));
}

Policy make_policy(std::string_view name, Rights rights, sim::Random& keys, sim::Time now) {
  std::string primary = new_policy_key(keys);
  std::string secondary = new_policy_key(keys);
  return Policy{.name = std::string(name),
                .rights = rights,
                .primary_key = std::move(primary),
                .secondary_key = std::move(secondary),
                .created_at = now,
                .modified_at = now};
}

void add_default_policies(Hub& hub, sim::Random& keys, sim::Time now) {
  const auto add = [&](std::string_view name, Rights rights) {
    hub.policies.insert_or_assign(std::string(name), make_policy(name, rights, keys, now));
  };
  add(kDefaultListenPolicy, {.listen = true});
  add(kDefaultFullPolicy, {.listen = true, .send = true, .manage = true});
}

bool is_policy_key(std::string_view key) {
  const auto bytes = auth::base64_decode(key);
  return bytes && bytes->size() == kPolicyKeyBytes;
}

void replace_key(Policy& policy, std::string& key, std::string wanted) {
  if (key == wanted) return;
  policy.former_keys.push_back(std::exchange(key, std::move(wanted)));
}

}  // namespace droppoint::resources
