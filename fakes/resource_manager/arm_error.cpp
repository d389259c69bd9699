#include "fakes/resource_manager/arm_error.hpp"

#include <string>

#include "emulator/http/response.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

http::Response json_answer(int status, const Json& json) {
  return http::json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

http::Response refuse(int status, std::string_view code, std::string_view message, std::string_view target) {
  Json error{{"code", code}, {"message", message}};
  if (!target.empty()) error["target"] = target;
  return json_answer(status, Json{{"error", std::move(error)}});
}

http::Response not_emulated(std::string_view what) {
  return refuse(501, "NotEmulated",
                std::string(what) + " is not emulated. What is: docs/fidelity/resource-manager.md.");
}

}  // namespace droppoint::fakes::resource_manager
