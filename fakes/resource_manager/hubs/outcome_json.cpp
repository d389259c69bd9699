#include "fakes/resource_manager/hubs/outcome_json.hpp"

#include <pugixml.hpp>

#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {

Result<Json> outcome_json(std::string_view xml) {
  pugi::xml_document document;
  const auto parsed = document.load_buffer(xml.data(), xml.size());
  const pugi::xml_node root = document.child("NotificationOutcome");
  if (!parsed || !root) return fail("InvalidOutcome", "the hub's answer is no NotificationOutcome");
  Json results = Json::array();
  for (const pugi::xml_node result : root.child("Results").children("RegistrationResult"))
    results.push_back(Json{{"applicationPlatform", result.child_value("ApplicationPlatform")},
                           {"pnsHandle", result.child_value("PnsHandle")},
                           {"registrationId", result.child_value("RegistrationId")},
                           {"outcome", result.child_value("Outcome")}});
  return Json{{"success", root.child("Success").text().as_llong()},
              {"failure", root.child("Failure").text().as_llong()},
              {"results", std::move(results)}};
}

std::string error_detail(std::string_view xml) {
  pugi::xml_document document;
  if (!document.load_buffer(xml.data(), xml.size())) return {};
  return document.child("Error").child_value("Detail");
}

}  // namespace droppoint::fakes::resource_manager
