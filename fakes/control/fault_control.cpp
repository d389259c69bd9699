#include "fakes/control/fault_control.hpp"

#include <nlohmann/json.hpp>

#include "fakes/control/answers.hpp"
#include "fakes/control/fault_json.hpp"

namespace droppoint::control {
namespace {

constexpr std::string_view kFaults = "/_droppoint/v1/faults";

http::Response json_response(int status, const nlohmann::ordered_json& json) {
  return {.status = status,
          .headers = {{"content-type", "application/json"}},
          .body = http::make_body(json.dump())};
}

}  // namespace

http::Response FaultControl::add(const http::Request& request) {
  const auto json = nlohmann::ordered_json::parse(http::bytes_of(request.body), nullptr, false);
  if (json.is_discarded()) return error_response(400, "InvalidJson", "the body is not JSON");
  std::vector<config::Mistake> mistakes;
  wire::Fault fault = read_fault(json, "", mistakes);
  if (!mistakes.empty()) return mistakes_response(mistakes);
  const wire::FaultId id = wire_.faults().add(std::move(fault), wire_.scheduler().now());
  return json_response(201, {{"id", wire::to_text(id)}});
}

http::Response FaultControl::remove(std::string_view id) {
  const auto parsed = wire::parse_fault_id(id);
  if (!parsed || !wire_.faults().remove(*parsed)) {
    return error_response(404, "FaultNotFound", "there is no fault '" + std::string(id) + "'",
                          "GET /_droppoint/v1/faults lists them");
  }
  return {.status = 204};
}

http::Response FaultControl::list() const {
  nlohmann::ordered_json json;
  json["faults"] = nlohmann::ordered_json::array();
  for (const wire::Fault& fault : wire_.faults().list()) json["faults"].push_back(to_json(fault));
  return json_response(200, json);
}

sim::Task<wire::Answer> FaultControl::handle(const wire::Hop& hop) {
  const std::string_view target = hop.request.target;
  const std::string_view path = target.substr(0, target.find('?'));
  const std::string& method = hop.request.method;
  http::Response response = error_response(404, "NotFound", "there is no '" + std::string(path) + "'");
  if (path == kFaults && method == "GET") {
    response = list();
  } else if (path == kFaults && method == "POST") {
    response = add(hop.request);
  } else if (path == kFaults && method == "DELETE") {
    wire_.faults().clear();
    response = http::Response{.status = 204};
  } else if (path.starts_with(kFaults) && path.size() > kFaults.size() + 1 && method == "DELETE") {
    response = remove(path.substr(kFaults.size() + 1));
  } else if (path.starts_with(kFaults)) {
    response = error_response(405, "MethodNotAllowed", method + " is not possible on " + std::string(path));
  }
  co_return response;
}

}  // namespace droppoint::control
