#include "fakes/cloud.hpp"

#include "emulator/journal/json.hpp"
#include "fakes/cloud_core.hpp"
#include "fakes/control/fault_json.hpp"
#include "fakes/routing.hpp"

#include <nlohmann/json.hpp>

namespace droppoint {

Cloud::Cloud(CloudOptions options) : core_(std::make_unique<fakes::CloudCore>(std::move(options))) {}
Cloud::~Cloud() = default;

Devices Cloud::devices() {
  return Devices(this);
}

CommunicationServices Cloud::communication_services(std::string_view name) {
  if (core_->store().find_communication(name) == nullptr) {
    throw CloudError(
        {"ResourceNotFound", "the cloud has no Communication Services resource '" + std::string(name) + "'"});
  }
  return CommunicationServices(this, std::string(name));
}

Hub Cloud::hub(std::string_view name) {
  const auto parts = config::split_hub_name(name);
  if (!parts || core_->store().find_hub(parts->first, parts->second) == nullptr) {
    throw CloudError(
        {"HubNotFound", "the cloud has no hub '" + std::string(name) + "'", "write it as namespace/hub"});
  }
  return Hub(this, std::string(name));
}

sim::Time Cloud::now() const {
  return core_->scheduler().now();
}

std::uint64_t Cloud::advance(sim::Duration by) {
  const auto target = sim::later(now(), by);
  if (!target) throw CloudError(target.error());
  return core_->door().advance_to(*target);
}

std::optional<journal::TraceView> Cloud::trace(wire::TraceId id) const {
  return journal().trace(id);
}
const journal::Reader& Cloud::journal() const {
  return core_->journal();
}
std::string Cloud::export_json() const {
  return journal::export_json(core_->journal());
}

std::optional<wire::Answer> Cloud::request(http::Request request) {
  const auto party = fakes::route(request);
  if (!party) {
    http::Response nobody{
        .status = 404,
        .headers = {{"content-type", "text/plain; charset=utf-8"}},
        .body = http::make_body("droppoint: no emulated service answers for this host and path\n")};
    return nobody;
  }
  owner::Request arrival{
      .to = *party, .request = std::move(request), .origin = {.outside = true, .sender_time = now()}};
  return core_->perform(std::move(arrival));
}

std::optional<wire::Answer> Cloud::control(std::string_view method, std::string_view path, std::string body) {
  const auto party = fakes::CloudCore::control_party(path);
  if (!party) throw CloudError({"NotFound", "no party answers the control call '" + std::string(path) + "'"});
  http::Request request{.method = std::string(method),
                        .target = std::string(path),
                        .authority = "localhost",
                        .headers = {},
                        .body = http::make_body(std::move(body))};
  if (request.body) request.headers.add("content-type", "application/json");
  if (method == "GET") return core_->wire().ask(*party, std::move(request));
  owner::Request arrival{
      .to = *party, .request = std::move(request), .origin = {.sender_time = now()}, .control = true};
  return core_->perform(std::move(arrival));
}

// By the same JSON as the control API, so that a replay has the same faults.
wire::FaultId Cloud::add_fault(wire::Fault fault) {
  nlohmann::ordered_json json = control::to_json(fault);
  for (const char* given_by_the_cloud : {"id", "matched", "struck"}) json.erase(given_by_the_cloud);
  const auto answer = control("POST", "/_droppoint/v1/faults", json.dump());
  if (!answer || !answer->has_value() || (*answer)->status != 201) {
    throw CloudError(
        {"InvalidFault", "the cloud refused the fault: " +
                             std::string(answer && *answer ? http::bytes_of((*answer)->body) : "no answer")});
  }
  const auto made = nlohmann::json::parse(http::bytes_of((*answer)->body), nullptr, false);
  return *wire::parse_fault_id(made["id"].get<std::string>());
}

bool Cloud::remove_fault(wire::FaultId id) {
  const auto answer = control("DELETE", "/_droppoint/v1/faults/" + wire::to_text(id));
  return answer && answer->has_value() && (*answer)->status == 204;
}

void Cloud::clear_faults() {
  control("DELETE", "/_droppoint/v1/faults");
}

void Cloud::answer_url(std::string prefix, std::function<http::Response(const http::Request&)> answer) {
  core_->answer_url(std::move(prefix), std::move(answer));
}

void Cloud::reset(std::optional<std::uint64_t> seed) {
  core_->reset(seed);
}

}  // namespace droppoint
