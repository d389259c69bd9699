#include <charconv>

#include <fmt/format.h>

#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/storage.hpp"
#include "fakes/notification_hubs/storage_blob.hpp"
#include "fakes/notification_hubs/xml_text.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr std::size_t kPageMax = 5000;
constexpr StorageRefusal kBadPage{
    400, "OutOfRangeQueryParameterValue",
    "One of the query parameters specified in the request URI is outside the permissible range."};

std::optional<std::size_t> page_size(const StorageCall& call) {
  const auto text = call.target.query("maxresults");
  if (!text) return kPageMax;
  std::size_t size = 0;
  const auto read = std::from_chars(text->data(), text->data() + text->size(), size);
  if (read.ec != std::errc() || read.ptr != text->data() + text->size() || size == 0) return std::nullopt;
  return std::min(size, kPageMax);
}

std::string blob_xml(const std::string& name, const Blob& blob) {
  return fmt::format(
      "<Blob><Name>{}</Name><Properties><Creation-Time>{}</Creation-Time><Last-Modified>{}</Last-Modified>"
      "<Etag>{}</Etag><Content-Length>{}</Content-Length><Content-Type>application/octet-stream</"
      "Content-Type>"
      "<BlobType>BlockBlob</BlobType><LeaseStatus>unlocked</LeaseStatus><LeaseState>available</LeaseState>"
      "<ServerEncrypted>true</ServerEncrypted></Properties></Blob>",
      name, sim::to_http_date(blob.created_at), sim::to_http_date(blob.modified_at), etag_of(blob),
      blob.content.size());
}

}  // namespace

// https://learn.microsoft.com/rest/api/storageservices/list-blobs
StorageReply list_blobs(Core& core, const StorageCall& call) {
  const auto size = page_size(call);
  if (!size) return tl::unexpected(kBadPage);
  const std::string_view prefix = call.target.query("prefix").value_or("");
  const std::string_view marker = call.target.query("marker").value_or("");
  std::map<std::string, Blob> blobs;
  if (!call.details) blobs = daily_blobs(core.messages, call.hub);
  std::string list;
  std::string next;
  std::size_t count = 0;
  for (const auto& [name, blob] : blobs) {
    if (!name.starts_with(prefix) || name < marker) continue;
    if (count == *size) {
      next = name;
      break;
    }
    list += blob_xml(name, blob);
    ++count;
  }
  std::string xml = fmt::format(
      R"(<?xml version="1.0" encoding="utf-8"?><EnumerationResults ServiceEndpoint="{}" ContainerName="{}">)",
      call.service_endpoint, call.container);
  if (!prefix.empty()) xml += fmt::format("<Prefix>{}</Prefix>", escape_xml_text(prefix));
  if (!marker.empty()) xml += fmt::format("<Marker>{}</Marker>", escape_xml_text(marker));
  if (call.target.has_query("maxresults")) xml += fmt::format("<MaxResults>{}</MaxResults>", *size);
  xml += fmt::format("<Blobs>{}</Blobs>", list);
  xml += next.empty() ? "<NextMarker />" : fmt::format("<NextMarker>{}</NextMarker>", next);
  xml += "</EnumerationResults>";
  return http::Response{.status = 200,
                        .headers = {{"Content-Type", "application/xml"}},
                        .body = http::make_body(std::move(xml))};
}

}  // namespace droppoint::fakes::notification_hubs
