#include <string>

#include "emulator/http/text.hpp"
#include "fakes/entra/token_request.hpp"

namespace droppoint::fakes::entra {
namespace {

constexpr std::string_view kDefault = "/.default";

// "https://management.azure.com/.default" is for "https://management.azure.com". Nothing where the scope is
// not one resource with /.default behind it.
std::optional<std::string> audience_of(std::string_view scope) {
  if (!scope.ends_with(kDefault) || scope.size() == kDefault.size()) return std::nullopt;
  return std::string(scope.substr(0, scope.size() - kDefault.size()));
}

}  // namespace

http::Response issue_token_v2(Call& call) {
  const auto request = read_token_request(call);
  if (!request) return request.error();
  const std::string_view scope = http::trim(request->form.get("scope").value_or(""));
  if (scope.empty())
    return refuse(call, 400, "invalid_request", 900144,
                  "The request body must contain the following parameter: 'scope'.");
  if (scope.find(' ') != std::string_view::npos)
    return refuse(call, 400, "invalid_scope", 70011,
                  "The provided value for the input parameter 'scope' is not valid: one resource at a time.");
  const auto audience = audience_of(scope);
  if (!audience)
    return refuse(
        call, 400, "invalid_scope", 1002012,
        "The provided value for scope " + std::string(scope) +
            " is not valid. Client credential flows must have a scope value with /.default suffixed to "
            "the resource identifier (application ID URI).");

  const auto lifetime =
      std::chrono::duration_cast<std::chrono::seconds>(call.directory.options.token_lifetime);
  http::Response answer =
      json_answer(200, Json{{"token_type", "Bearer"},
                            {"expires_in", lifetime.count()},
                            {"ext_expires_in", lifetime.count()},
                            {"access_token", make_access_token(call, request->application, *audience)}});
  answer.headers.add("Cache-Control", "no-store, no-cache");
  answer.headers.add("Pragma", "no-cache");
  return answer;
}

}  // namespace droppoint::fakes::entra
