#pragma once

#include <string>
#include <string_view>

#include <nlohmann/json_fwd.hpp>

#include "emulator/http/message.hpp"
#include "emulator/result.hpp"
#include "emulator/wire/verdict.hpp"

namespace droppoint::fakes::communication_services {

// The request's body as a JSON object; an empty body is an empty one. Fails with "InvalidJson".
Result<nlohmann::json> read_object(const http::Request& request);

// As text, whatever bytes a string of it holds.
std::string to_json_text(const nlohmann::ordered_json& json);
// The form of the control API: fields always in one order, absent ones null.
nlohmann::ordered_json verdict_json(const wire::Verdict& verdict);
http::Response json_answer(int status, const nlohmann::ordered_json& json);

// `{"error":{"code","message"}}`, the form of the service's own errors.
http::Response service_error(int status, std::string_view code, std::string_view message);
// 401 with the schemes that Identity takes.
http::Response denied();
http::Response unauthorized(std::string_view message);
http::Response not_found();
http::Response method_not_allowed(const std::string& allow);
// 501: `what` is not emulated; names the fidelity page.
http::Response not_emulated(std::string_view what);

// `{"error":{"code","message","hint"}}`, the form of the control API: 404 for a code that begins with
// "Unknown", 409 for one that ends with "NotRinging", "NotReachable" or "NotInCall", 501 for "NotEmulated",
// else 400.
http::Response control_error(const Error& error);

}  // namespace droppoint::fakes::communication_services
