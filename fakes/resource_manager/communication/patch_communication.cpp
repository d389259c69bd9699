#include "fakes/resource_manager/communication/communication_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response patch_communication(Call& call) {
  const auto resource = find_communication(call);
  if (!resource) return resource.error();
  const Fields body = call.body();
  auto tags = body.tags("tags");
  const auto unemulated = refuse_unemulated_communication(body);
  if (auto refusal = body.refusal()) return *refusal;
  if (unemulated) return *unemulated;
  if (tags) (*resource)->tags = std::move(*tags);
  return json_answer(200, communication_json(call.plane, **resource));
}

}  // namespace droppoint::fakes::resource_manager
