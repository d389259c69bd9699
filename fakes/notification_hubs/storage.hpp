#pragma once

#include "emulator/wire/hop.hpp"
#include "fakes/notification_hubs/call.hpp"
#include "fakes/notification_hubs/hub_name.hpp"

namespace droppoint::fakes::notification_hubs {

struct Core;

// Whether a request is for the storage account with the feedback: by its host name, or on localhost by the
// first segment of its path.
bool is_for_storage(const http::Request& request);

// The part of Azure Storage that reads what Feedback holds: list the blobs of a container, read a blob or a
// range of it, its properties. Everything else is 501.
// https://learn.microsoft.com/rest/api/storageservices/blob-service-rest-api
http::Response answer_storage(Core& core, const wire::Hop& hop);

// A storage request that was let in.
struct StorageCall {
  const wire::Hop& hop;
  http::Target target;
  // As clients see the account: "https://droppointfeedback.blob.core.windows.net/".
  std::string service_endpoint;
  std::string container;
  std::string blob;
  HubName hub;
  bool details = false;
};

struct StorageRefusal {
  int status = 400;
  std::string_view code;
  std::string_view message;
};
using StorageReply = tl::expected<http::Response, StorageRefusal>;

StorageReply list_blobs(Core& core, const StorageCall& call);
StorageReply read_blob(Core& core, const StorageCall& call);

}  // namespace droppoint::fakes::notification_hubs
