#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response check_communication_name(Call& call) {
  const Fields body = call.body();
  const std::string name = body.required_text("name");
  const std::string type = body.required_text("type");
  if (!http::equal_ignoring_case(type, "Microsoft.Communication/CommunicationServices"))
    body.mistake("InvalidRequestContent",
                 "The type '" + type + "' is not Microsoft.Communication/CommunicationServices.", "type");
  if (auto refusal = body.refusal()) return *refusal;
  if (!is_communication_name(name))
    return json_answer(200,
                       Json{{"nameAvailable", false},
                            {"reason", "Invalid"},
                            {"message", "A name has 1 to 63 letters, digits, hyphens and underscores."}});
  if (call.plane.store.find_communication(name) != nullptr)
    return json_answer(200, Json{{"nameAvailable", false},
                                 {"reason", "AlreadyExists"},
                                 {"message", "The name '" + name + "' is in use."}});
  return json_answer(200, Json{{"nameAvailable", true}});
}

}  // namespace droppoint::fakes::resource_manager
