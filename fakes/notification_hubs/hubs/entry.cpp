#include "fakes/notification_hubs/hubs/entry.hpp"

#include <fmt/format.h>

#include "emulator/http/text.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/hubs/description.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::string_view kAtomAttribute = R"(xmlns="http://www.w3.org/2005/Atom")";

// What the metrics say of the day that the cloud's clock shows. The service also counts the most devices and
// registrations that were active, which nothing here does.
std::string counts_of_today(Core& core, const resources::Namespace& name_space, const resources::Hub& hub) {
  const sim::Time today(std::chrono::floor<std::chrono::days>(core.now().time_since_epoch()));
  const std::string resource = resources::resource_id_of(name_space, hub);
  const auto count = [&](std::initializer_list<std::string_view> metrics) {
    std::uint64_t sum = 0;
    for (const std::string_view metric : metrics)
      for (const auto& [minute, amount] :
           core.metrics.buckets(resource, metric, today, core.now() + std::chrono::minutes(1)))
        sum += amount;
    return sum;
  };
  return fmt::format(
      "<DailyOperations>{}</DailyOperations><DailyPushes>{}</DailyPushes><DailyApiCalls>{}</DailyApiCalls>",
      count({"registration.all", "installation.all"}), count({"notificationhub.pushes"}),
      count({"incoming.all.requests"}));
}

std::string query_of(const Call& call) {
  const std::string_view query = call.target.raw_query();
  return query.empty() ? std::string() : "?" + std::string(query);
}

struct Entry {
  // Of the element itself, behind its name.
  std::string attributes;
  std::string id;
  std::string link;
  bool published = true;
  std::string counts;
};

std::string entry_xml(const Call& call, const resources::Hub& hub, const Entry& entry) {
  std::string xml = "<entry" + entry.attributes + "><id>" + http::escape_xml(entry.id) +
                    R"(</id><title type="text">)" + http::escape_xml(hub.name) + "</title>";
  if (entry.published) xml += "<published>" + atom_time(hub.created_at) + "</published>";
  xml += "<updated>" + atom_time(hub.updated_at) + "</updated><author><name>" +
         http::escape_xml(call.name_space->name) + R"(</name></author><link rel="self" href=")" +
         http::escape_xml(entry.link) + R"("/><content type="application/xml">)";
  return xml + hub_description_xml(hub, entry.counts) + "</content></entry>";
}

}  // namespace

std::string atom_time(sim::Time time) {
  return sim::to_iso8601(sim::from_unix_seconds(sim::unix_seconds(time)));
}

std::string base_address(const Call& call) {
  const auto protocol = call.hop.origin.protocol;
  const bool clear = protocol == wire::Protocol::http1 || protocol == wire::Protocol::http2;
  return (clear && !call.ids.real_host ? "http://" : "https://") + call.hop.request.authority;
}

http::Response entry_response(Core& core, const Call& call, EntryOf what) {
  const std::string address = base_address(call) + "/" + call.hub->name + query_of(call);
  Entry entry{.attributes = " " + std::string(kAtomAttribute),
              .id = address,
              .link = address,
              .published = what != EntryOf::update};
  if (what == EntryOf::read) entry.counts = counts_of_today(core, *call.name_space, *call.hub);
  return http::Response{.status = what == EntryOf::creation ? 201 : 200,
                        .headers = {{"Content-Type", "application/atom+xml; type=entry; charset=utf-8"}},
                        .body = http::make_body(entry_xml(call, *call.hub, entry))};
}

std::string entry_in_feed(Core& core, const Call& call, const resources::Hub& hub, const std::string& self) {
  const std::string version =
      call.api_version.empty() ? std::string() : "?api-version=" + std::string(call.api_version);
  const Entry entry{.attributes = R"( xml:base=")" + http::escape_xml(self) + "\"",
                    .id = base_address(call) + "/" + hub.name + version,
                    .link = "../../" + hub.name + version,
                    .counts = counts_of_today(core, *call.name_space, hub)};
  return entry_xml(call, hub, entry);
}

http::Response feed_response(std::string feed) {
  return http::Response{.status = 200,
                        .headers = {{"Content-Type", "application/atom+xml; type=feed; charset=utf-8"}},
                        .body = http::make_body(std::move(feed))};
}

http::Response no_such_hub(Core& core, const Call&) {
  return feed_response(
      "<feed " + std::string(kAtomAttribute) +
      R"(><title type="text">Publicly Listed Services</title><subtitle type="text">)"
      "This is the list of publicly-listed services currently available.</subtitle><id>uuid:" +
      core.tracking_ids.uuid() + ";id=1</id><updated>" + atom_time(core.now()) +
      "</updated><generator>Service Bus 1.1</generator></feed>");
}

}  // namespace droppoint::fakes::notification_hubs
