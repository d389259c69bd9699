#include "emulator/http/response.hpp"
#include "fakes/notification_hubs/core.hpp"
#include "fakes/notification_hubs/registrations/atom_writer.hpp"
#include "fakes/notification_hubs/registrations/handle_filter.hpp"
#include "fakes/notification_hubs/registrations/operations.hpp"
#include "fakes/notification_hubs/registrations/page.hpp"
#include "fakes/notification_hubs/registrations/replies.hpp"

namespace droppoint::fakes::notification_hubs {
namespace {

Reply answer_list(Core& core, const Call& call, const Registrations::List& all) {
  const auto page = page_of(call, all);
  if (!page) return tl::unexpected(page.error());
  count_registration(core, call, "registration.get");
  http::Response response =
      http::text_response(200, kFeedType, write_feed(call, page->registrations, page->next, core.now()));
  if (!page->next.empty()) response.headers.add("x-ms-continuationtoken", page->next);
  return response;
}

}  // namespace

Reply list_registrations(Core& core, Call& call) {
  Registrations::List all = registrations_of(*call.hub).all(core.now());
  const auto filter_text = call.target.query("$filter");
  if (!filter_text) {
    if (auto refusal = check_access(core, call, Claim::manage)) return tl::unexpected(std::move(*refusal));
    return answer_list(core, call, all);
  }
  const auto filter = HandleFilter::parse(*filter_text);
  if (!filter) return tl::unexpected(bad_request(filter.error()));
  std::erase_if(all, [&filter](const RegistrationPointer& one) { return !filter->matches(*one); });
  return answer_list(core, call, all);
}

Reply list_registrations_of_tag(Core& core, Call& call) {
  return answer_list(core, call,
                     registrations_of(*call.hub).with_tag(call.parameters.text("tag"), core.now()));
}

}  // namespace droppoint::fakes::notification_hubs
