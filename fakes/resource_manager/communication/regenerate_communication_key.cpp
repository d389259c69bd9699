#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response regenerate_communication_key(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return resource.error();
  const Fields body = call.body();
  const std::string key_type = body.required_text("keyType");
  const bool primary = http::equal_ignoring_case(key_type, "primary");
  if (!primary && !http::equal_ignoring_case(key_type, "secondary"))
    body.mistake("InvalidRequestContent", "The key type '" + key_type + "' is neither Primary nor Secondary.",
                 "keyType");
  if (auto refusal = body.refusal()) return *refusal;
  (primary ? (*resource)->primary_key : (*resource)->secondary_key) = call.plane.new_key(64);
  call.event("key-regenerated",
             resources::resource_id_of(**resource) + (primary ? " primary" : " secondary"));
  return json_answer(200, communication_keys_json(call, **resource));
}

}  // namespace droppoint::fakes::resource_manager
