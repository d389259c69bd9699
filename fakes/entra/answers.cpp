#include <optional>
#include <string>

#include "emulator/http/response.hpp"
#include "fakes/entra/call.hpp"

namespace droppoint::fakes::entra {
namespace {

// The id that the client gave to this request, wherever it put it, else a new one.
std::string correlation_id(Call& call) {
  if (const auto header = call.hop.request.headers.get("client-request-id")) return std::string(*header);
  if (const auto query = call.target.query("client-request-id")) return std::string(*query);
  return call.directory.ids.uuid();
}

// "2026-01-01 00:00:00Z".
std::string timestamp(sim::Time now) {
  std::string text = sim::to_iso8601(sim::from_unix_seconds(sim::unix_seconds(now)));
  text[text.find('T')] = ' ';
  return text;
}

}  // namespace

http::Response json_answer(int status, const Json& json) {
  return http::json_response(status, json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

http::Response refuse(Call& call, int status, std::string_view error, int number,
                      std::string_view description) {
  const std::string trace = call.directory.ids.uuid();
  const std::string correlation = correlation_id(call);
  const std::string time = timestamp(call.directory.now());
  const std::string text = "AADSTS" + std::to_string(number) + ": " + std::string(description) +
                           " Trace ID: " + trace + " Correlation ID: " + correlation + " Timestamp: " + time;
  http::Response response =
      json_answer(status, Json{{"error", error},
                               {"error_description", text},
                               {"error_codes", Json::array({number})},
                               {"timestamp", time},
                               {"trace_id", trace},
                               {"correlation_id", correlation},
                               {"error_uri", call.base_url() + "/error?code=" + std::to_string(number)}});
  response.headers.add("Cache-Control", "no-store, no-cache");
  response.headers.add("Pragma", "no-cache");
  return response;
}

http::Response not_emulated(Call& call) {
  const std::string what = call.path.contains("endpoint")
                               ? "The endpoint '" + call.path.text("endpoint") + "'"
                               : std::string("This way to a token");
  return json_answer(501, Json{{"error", "not_emulated"},
                               {"error_description",
                                what + " is not emulated: only client credentials with a secret are. See "
                                       "docs/fidelity/entra.md."}});
}

std::optional<http::Response> refuse_tenant(Call& call) {
  const std::string& tenant = call.path.text("tenant");
  if (call.directory.knows_tenant(tenant)) return std::nullopt;
  return refuse(call, 400, "invalid_tenant", 90002,
                "Tenant '" + tenant +
                    "' not found. Check that the tenant ID is right and that it is the one of "
                    "this cloud.");
}

}  // namespace droppoint::fakes::entra
