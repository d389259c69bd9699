#include "fakes/auth/sas.hpp"
#include "fakes/notification_hubs/addressing.hpp"
#include "fakes/notification_hubs/hubs/operations.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// The namespace whose key signed, with a policy of its own or of the hub. Nothing if none did.
resources::Namespace* signed_namespace(Core& core, const Call& call, const std::string& hub) {
  const auto sas = auth::parse_sas(call.hop.request.headers.get("Authorization").value_or(""));
  if (!sas) return nullptr;
  resources::Namespace* best = nullptr;
  KeyMatch best_match = KeyMatch::none;
  for (auto& [name, name_space] : core.store.namespaces()) {
    const KeyMatch match = find_signer(core.keys, *sas, name_space, core.store.find_hub(name, hub)).match;
    if (match <= best_match) continue;
    best = &name_space;
    best_match = match;
  }
  return best;
}

}  // namespace

std::optional<Refusal> admit_to_namespace(Core& core, Call& call) {
  if (auto refusal = find_namespace(core, call)) return refusal;
  const std::string hub = call.parameters.contains("hub") ? call.parameters.text("hub") : std::string();
  if (call.name_space == nullptr) call.name_space = signed_namespace(core, call, hub);
  // Whoever signed with no key of ours gets the refusal that the signature deserves, whichever namespace it
  // was meant for.
  if (call.name_space == nullptr && !core.store.namespaces().empty())
    call.name_space = &core.store.namespaces().begin()->second;
  if (call.name_space == nullptr) return hub_not_found("there is no namespace");
  if (!hub.empty()) call.hub = core.store.find_hub(call.name_space->name, hub);
  return check_access(core, call, Claim::manage);
}

}  // namespace droppoint::fakes::notification_hubs
