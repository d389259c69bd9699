#pragma once

#include <regex>
#include <string>
#include <string_view>

#include "fakes/notification_hubs/registrations/registrations.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

// A hub as an app's back end sees it that registers devices.

namespace droppoint::test {

inline constexpr std::string_view kAppleToken = "62bcd3484834b7e2dc56733ac5509259";
inline constexpr std::string_view kAppleTokenKept = "62BCD3484834B7E2DC56733AC5509259";

struct RegistrarWorld : HubWorld {
  http::Response call(const std::string& method, const std::string& path, std::string body = {},
                      http::Headers headers = {}, std::string_view policy = "full") {
    headers.add("Authorization", sas(policy));
    const std::string separator = path.find('?') == std::string::npos ? "?" : "&";
    return ask(request(method, std::string(kHost), "/hub1/" + path + separator + "api-version=2020-06",
                       std::move(headers), std::move(body)));
  }

  // The id that it was given, or an empty text.
  std::string registered(std::string_view description) {
    const http::Response answer = call("POST", "registrations", entry(description));
    if (answer.status != 200) return {};
    return id_in(body_of(answer));
  }
  std::string registered_apple(std::string_view token, std::string_view tags = "") {
    return registered(apple(token, tags));
  }
  int installed(const std::string& id, const std::string& body) {
    return call("PUT", "installations/" + id, body).status;
  }
  std::string installation(const std::string& id) { return body_of(call("GET", "installations/" + id)); }

  static std::string entry(std::string_view description) {
    return "<entry xmlns=\"http://www.w3.org/2005/Atom\"><updated>2026-01-01T00:00:00Z</updated>"
           "<content type=\"application/xml\">" +
           std::string(description) + "</content></entry>";
  }
  static std::string description(std::string_view root, std::string_view elements) {
    const std::string name = std::string(root) + "RegistrationDescription";
    return "<" + name + " xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\"" +
           " xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\">" + std::string(elements) + "</" + name +
           ">";
  }
  static std::string apple(std::string_view token, std::string_view tags = "") {
    const std::string list = tags.empty() ? "" : "<Tags>" + std::string(tags) + "</Tags>";
    return description("Apple", list + "<DeviceToken>" + std::string(token) + "</DeviceToken>");
  }
  static std::string element_in(const std::string& xml, const std::string& name) {
    std::smatch found;
    const bool there = std::regex_search(xml, found, std::regex("<" + name + ">([^<]*)</" + name + ">"));
    return there ? found[1].str() : "(none)";
  }
  static std::string id_in(const std::string& xml) { return element_in(xml, "RegistrationId"); }
  static std::size_t count_in(std::string_view text, std::string_view part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1))
      ++count;
    return count;
  }
  static std::string message_of(const http::Response& answer) {
    const std::string body = body_of(answer);
    const std::size_t start = body.find("<Detail>") + 8;
    return body.substr(start, body.find(".TrackingId:") - start);
  }

  notification_hubs::Registrations& registrations() { return notification_hubs::registrations_of(hub()); }
};

}  // namespace droppoint::test
