#include "fakes/resource_manager/page.hpp"

#include <charconv>
#include <optional>

#include "emulator/http/uri.hpp"
#include "fakes/resource_manager/json.hpp"

namespace droppoint::fakes::resource_manager {
namespace {

std::optional<std::size_t> read_top(const http::Target& target) {
  const auto text = target.query("$top");
  if (!text || text->empty()) return kPageSize;
  std::size_t top = 0;
  const auto [end, error] = std::from_chars(text->data(), text->data() + text->size(), top);
  if (error != std::errc() || end != text->data() + text->size() || top == 0) return std::nullopt;
  return top;
}

}  // namespace

http::Response page_answer(const Call& call, Json items) {
  const auto target = http::Target::parse(call.hop.request.target);
  if (!target) return refuse(400, "InvalidRequestUri", target.error().message);
  const auto top = read_top(*target);
  if (!top) return refuse(400, "InvalidRequestContent", "The value of $top is no number from 1 on.", "$top");
  const std::string after(target->query("$skipToken").value_or(""));
  const resources::IgnoringCase is_less;

  Json page = Json::array();
  Json next = nullptr;
  for (Json& item : items) {
    const std::string name = item["name"].get<std::string>();
    if (!after.empty() && !is_less(after, name)) continue;
    if (page.size() == *top) {
      next = call.absolute_url(target->raw_path()) + "&$top=" + std::to_string(*top) +
             "&$skipToken=" + http::percent_encode(page.back()["name"].get<std::string>());
      break;
    }
    page.push_back(std::move(item));
  }
  return json_answer(200, Json{{"value", std::move(page)}, {"nextLink", std::move(next)}});
}

}  // namespace droppoint::fakes::resource_manager
