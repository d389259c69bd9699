#include "fakes/control/answers.hpp"

#include <nlohmann/json.hpp>

namespace droppoint::control {

http::Response error_response(int status, std::string_view code, std::string_view message,
                              std::string_view hint) {
  nlohmann::ordered_json json;
  json["error"]["code"] = code;
  json["error"]["message"] = message;
  json["error"]["hint"] = hint.empty() ? nlohmann::ordered_json(nullptr) : nlohmann::ordered_json(hint);
  std::string text = json.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
  return {.status = status,
          .headers = {{"content-type", "application/json"}},
          .body = http::make_body(std::move(text))};
}

http::Response mistakes_response(const std::vector<config::Mistake>& mistakes) {
  const config::Mistake& first = mistakes.front();
  const std::string place = first.pointer.empty() ? "" : first.pointer + ": ";
  return error_response(400, "InvalidRequest", place + first.message, first.hint);
}

}  // namespace droppoint::control
