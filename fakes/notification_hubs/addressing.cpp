#include "fakes/notification_hubs/addressing.hpp"

#include <string>
#include <vector>

#include <fmt/format.h>

#include "emulator/excerpt.hpp"
#include "emulator/http/uri.hpp"
#include "fakes/notification_hubs/core.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kSuffix = ".servicebus.windows.net";

struct Place {
  resources::Namespace* name_space;
  resources::Hub* hub;
};

std::vector<Place> hubs_named(resources::Store& store, std::string_view name) {
  std::vector<Place> places;
  for (auto& [_, name_space] : store.namespaces()) {
    const auto found = name_space.hubs.find(name);
    if (found != name_space.hubs.end()) places.push_back({&name_space, &found->second});
  }
  return places;
}

// The only one whose key fits best; nothing if none fits or several fit as well.
std::optional<Place> signed_place(Core& core, const Call& call, const std::vector<Place>& places) {
  const auto sas = auth::parse_sas(call.hop.request.headers.get("Authorization").value_or(""));
  if (!sas) return std::nullopt;
  std::optional<Place> best;
  KeyMatch best_match = KeyMatch::none;
  bool alone = false;
  for (const Place& place : places) {
    const KeyMatch match = find_signer(core.keys, *sas, *place.name_space, *place.hub).match;
    if (match == KeyMatch::none || match < best_match) continue;
    alone = match > best_match;
    best_match = match;
    best = place;
  }
  if (!alone) return std::nullopt;
  return best;
}

Refusal unclear(std::string_view hub, const std::vector<Place>& places) {
  std::string choices;
  for (const Place& place : places) {
    choices +=
        (choices.empty() ? "" : ", ") + place.name_space->name + std::string(kSuffix) + '/' + place.hub->name;
  }
  return Refusal{
      .status = 400,
      .message = fmt::format("Droppoint has several hubs named {}, and the signature does not tell "
                             "which of them is meant. Ask by host name or sign with the key of one "
                             "of: {}",
                             excerpt(hub), choices)};
}

}  // namespace

bool is_service_host(std::string_view authority) {
  const auto parts = http::split_authority(authority);
  return parts && parts->host.size() > kSuffix.size() && parts->host.ends_with(kSuffix);
}

std::optional<Refusal> find_namespace(Core& core, Call& call) {
  const std::string& authority = call.hop.request.authority;
  if (!is_service_host(authority)) return std::nullopt;
  std::string name = http::split_authority(authority)->host;
  name.resize(name.size() - kSuffix.size());
  call.name_space = core.store.find_namespace(name);
  if (call.name_space == nullptr) return host_not_found(authority);
  return std::nullopt;
}

std::optional<Refusal> find_hub(Core& core, Call& call, std::string_view hub) {
  if (auto refusal = find_namespace(core, call)) return refusal;
  if (call.name_space != nullptr) {
    call.hub = core.store.find_hub(call.name_space->name, hub);
    if (call.hub == nullptr)
      return hub_not_found(fmt::format("namespace {} has no hub {}", call.name_space->name, excerpt(hub)));
    return std::nullopt;
  }
  const std::vector<Place> places = hubs_named(core.store, hub);
  if (places.empty()) return hub_not_found(fmt::format("no namespace has a hub {}", excerpt(hub)));
  std::optional<Place> place = places.front();
  if (places.size() > 1) place = signed_place(core, call, places);
  if (!place) return unclear(hub, places);
  call.name_space = place->name_space;
  call.hub = place->hub;
  return std::nullopt;
}

}  // namespace droppoint::fakes::notification_hubs
