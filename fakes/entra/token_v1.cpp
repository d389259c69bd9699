#include <string>

#include "fakes/entra/token_request.hpp"

namespace droppoint::fakes::entra {
namespace {

// What a token is for when `resource` is not given: Azure AD Graph, the first of all resources.
constexpr std::string_view kGraph = "00000002-0000-0000-c000-000000000000";

}  // namespace

// With `resource` in place of `scope`, and numbers written as texts.
http::Response issue_token_v1(Call& call) {
  const auto request = read_token_request(call);
  if (!request) return request.error();
  std::string resource(request->form.get("resource").value_or(""));
  if (resource.empty()) resource = kGraph;

  const auto lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(call.directory.options.token_lifetime);
  const std::int64_t now = sim::unix_seconds(call.directory.now());
  const std::string lifetime_text = std::to_string(lifetime.count());
  http::Response answer =
      json_answer(200, Json{{"token_type", "Bearer"},
                            {"expires_in", lifetime_text},
                            {"ext_expires_in", lifetime_text},
                            {"expires_on", std::to_string(now + lifetime.count())},
                            {"not_before", std::to_string(now)},
                            {"resource", resource},
                            {"access_token", make_access_token(call, request->application, resource)}});
  answer.headers.add("Cache-Control", "no-store, no-cache");
  answer.headers.add("Pragma", "no-cache");
  return answer;
}

}  // namespace droppoint::fakes::entra
