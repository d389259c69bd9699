#include "fakes/resource_manager/hubs/namespace_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response patch_namespace(Call& call) {
  const auto name_space = find_namespace(call);
  if (!name_space) return name_space.error();
  const Fields body = call.body();
  const NamespaceSettings settings = read_namespace_settings(body);
  const auto unemulated = refuse_unemulated_namespace(body);
  if (auto refusal = body.refusal()) return *refusal;
  if (unemulated) return *unemulated;
  apply(settings, **name_space, call.plane.now());
  return json_answer(200, namespace_json(call, **name_space));
}

}  // namespace droppoint::fakes::resource_manager
