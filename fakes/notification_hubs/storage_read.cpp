#include <charconv>

#include <fmt/format.h>

#include "emulator/http/text.hpp"
#include "fakes/auth/digest.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/feedback.hpp"
#include "fakes/notification_hubs/storage.hpp"
#include "fakes/notification_hubs/storage_blob.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

constexpr StorageRefusal kNoBlob{404, "BlobNotFound", "The specified blob does not exist."};
constexpr StorageRefusal kBadRange{416, "InvalidRange",
                                   "The range specified is invalid for the current size of the resource."};

std::optional<Blob> find_blob(Core& core, const StorageCall& call) {
  if (!call.details) {
    auto blobs = daily_blobs(core.messages, call.hub);
    const auto found = blobs.find(call.blob);
    if (found == blobs.end()) return std::nullopt;
    return std::move(found->second);
  }
  const Message* message = core.messages.find(call.hub, call.blob);
  if (message == nullptr || error_details(*message).empty()) return std::nullopt;
  return details_blob(*message);
}

struct Range {
  std::size_t first = 0;
  std::size_t last = 0;
};

std::optional<std::size_t> read_number(std::string_view text) {
  std::size_t number = 0;
  const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
  if (read.ec != std::errc() || read.ptr != text.data() + text.size()) return std::nullopt;
  return number;
}

// "bytes=0-99" or "bytes=100-", as the clients of Azure Storage send it. Anything else is none.
std::optional<Range> read_range(std::string_view text, std::size_t size) {
  constexpr std::string_view kUnit = "bytes=";
  text = http::trim(text);
  if (!text.starts_with(kUnit)) return std::nullopt;
  text.remove_prefix(kUnit.size());
  const std::size_t dash = text.find('-');
  if (dash == std::string_view::npos) return std::nullopt;
  const auto first = read_number(text.substr(0, dash));
  if (!first) return std::nullopt;
  const std::string_view end = text.substr(dash + 1);
  if (end.empty()) return Range{*first, size - 1};
  const auto last = read_number(end);
  if (!last || *last < *first) return std::nullopt;
  return Range{*first, std::min(*last, size - 1)};
}

}  // namespace

std::string etag_of(const Blob& blob) {
  std::string tag = "0x8D";
  const std::string digest = auth::sha256(blob.content);
  for (const char byte : digest.substr(0, 6)) tag += fmt::format("{:02X}", static_cast<unsigned char>(byte));
  return tag;
}

// https://learn.microsoft.com/rest/api/storageservices/get-blob and get-blob-properties
StorageReply read_blob(Core& core, const StorageCall& call) {
  const auto blob = find_blob(core, call);
  if (!blob) return tl::unexpected(kNoBlob);
  const std::string etag = '"' + etag_of(*blob) + '"';
  const std::string modified = sim::to_http_date(blob->modified_at);
  const std::string created = sim::to_http_date(blob->created_at);
  http::Response response{.status = 200,
                          .headers = {{"Content-Type", "application/octet-stream"},
                                      {"Last-Modified", modified},
                                      {"Accept-Ranges", "bytes"},
                                      {"ETag", etag},
                                      {"x-ms-creation-time", created},
                                      {"x-ms-lease-status", "unlocked"},
                                      {"x-ms-lease-state", "available"},
                                      {"x-ms-blob-type", "BlockBlob"},
                                      {"x-ms-server-encrypted", "true"}},
                          .body = http::make_body(blob->content)};
  const http::Headers& headers = call.hop.request.headers;
  // The storage clients' own header stands before the standard one.
  auto asked = headers.get("x-ms-range");
  if (!asked) asked = headers.get("Range");
  const auto range = asked ? read_range(*asked, blob->content.size()) : std::nullopt;
  if (!range) return response;
  if (range->first >= blob->content.size()) return tl::unexpected(kBadRange);
  response.status = 206;
  response.headers.add("Content-Range",
                       fmt::format("bytes {}-{}/{}", range->first, range->last, blob->content.size()));
  response.body = http::make_body(blob->content.substr(range->first, range->last - range->first + 1));
  return response;
}

}  // namespace droppoint::fakes::notification_hubs
