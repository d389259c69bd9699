#include <algorithm>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/device_quota.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "fakes/notification_hubs/registrations/replies.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

// "{digits}-{digits}-{digits}". One that the hub never gave out is taken too, as recorded ("123-234-1").
bool is_registration_id(std::string_view id) {
  constexpr std::size_t kLengthMax = 64;
  const bool characters = std::all_of(id.begin(), id.end(), [](char character) {
    return character == '-' || (character >= '0' && character <= '9');
  });
  return characters && id.size() <= kLengthMax && std::count(id.begin(), id.end(), '-') == 2 &&
         id.front() != '-' && id.back() != '-' && id.find("--") == std::string_view::npos;
}

std::optional<Refusal> check_target(const Call& call, Registrations& registrations, const std::string& id,
                                    const Registration* former, sim::Time now) {
  if (former != nullptr) return check_if_match(call, former->etag);
  // The client must ask for a new id then. The text is ours.
  if (registrations.is_gone(id, now)) {
    return Refusal{.status = 410, .message = "The registration id is no longer valid: ask for a new one"};
  }
  if (call.hop.request.headers.contains("If-Match")) return registration_not_found();
  if (!is_registration_id(id)) return Refusal{.status = 400, .message = "The registration id is invalid"};
  return std::nullopt;
}

}  // namespace

Reply put_registration(Core& core, Call& call) {
  const std::string& id = call.parameters.text("id");
  Registrations& registrations = registrations_of(*call.hub);
  const RegistrationPointer former = registrations.find(id, core.now());
  if (auto refusal = check_target(call, registrations, id, former.get(), core.now()))
    return tl::unexpected(std::move(*refusal));
  if (former == nullptr) {
    if (auto refusal = check_device_quota(core, call)) return tl::unexpected(std::move(*refusal));
  }
  auto registration = registration_in(core, call);
  if (!registration) return tl::unexpected(std::move(registration.error()));
  registration->id = id;
  // It goes with its installation all the same.
  if (former != nullptr) registration->installation_id = former->installation_id;
  const RegistrationPointer stored = registrations.write(std::move(*registration), core.now());
  return registration_answer(core, call, *stored,
                             former == nullptr ? "registration.create" : "registration.update");
}

}  // namespace droppoint::fakes::notification_hubs
