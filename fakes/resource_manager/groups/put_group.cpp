#include "emulator/http/headers.hpp"
#include "fakes/resource_manager/groups/group_json.hpp"
#include "fakes/resource_manager/json.hpp"
#include "fakes/resource_manager/names.hpp"
#include "fakes/resource_manager/operations.hpp"

namespace droppoint::fakes::resource_manager {

http::Response put_group(Call& call) {
  const std::string& name = call.path.text("name");
  if (!is_group_name(name))
    return invalid_name(name, "at most 90 letters, digits and -_.(), and no dot at the end");
  const Fields body = call.body();
  std::string location = body.required_text("location");
  Tags tags = body.tags("tags").value_or(Tags{});
  if (auto refusal = body.refusal()) return *refusal;

  auto& groups = groups_of(call);
  const auto found = groups.find(name);
  if (found != groups.end() && !http::equal_ignoring_case(found->second, location))
    return refuse(409, "InvalidResourceGroupLocation",
                  "The resource group '" + found->first + "' is in location '" + found->second +
                      "', which cannot be changed.");
  const bool created = found == groups.end();
  const std::string stored = created ? name : found->first;
  if (created) groups.emplace(name, std::move(location));
  call.plane.group_tags[subscription_of(call)][stored] = std::move(tags);
  return json_answer(created ? 201 : 200, group_json(call, stored));
}

}  // namespace droppoint::fakes::resource_manager
