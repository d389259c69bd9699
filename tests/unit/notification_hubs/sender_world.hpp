#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "tests/unit/notification_hubs/registrar_world.hpp"

// A hub with registrations, as a back end sees it that sends to them.

namespace droppoint::test {

struct SenderWorld : RegistrarWorld {
  // `tags` empty: to everybody.
  http::Response send(std::string_view format, std::string body, std::string_view tags = {},
                      http::Headers headers = {}, const std::string& path = "messages/") {
    headers.add("ServiceBusNotification-Format", format);
    if (!tags.empty()) headers.add("ServiceBusNotification-Tags", tags);
    return call("POST", path, std::move(body), std::move(headers), "acs-send");
  }
  http::Response schedule(std::string_view time, std::string_view tags = {},
                          std::string_view format = "apple", std::string body = std::string(kAlert)) {
    return send(format, std::move(body), tags, {{"ServiceBusNotification-ScheduleTime", time}},
                "schedulednotifications/");
  }
  http::Response cancel(const std::string& id) {
    return call("DELETE", "schedulednotifications/" + id, "", {}, "acs-send");
  }
  std::string registered_fcm(std::string_view token, std::string_view tags = "") {
    return registered(description("FcmV1", "<Tags>" + std::string(tags) + "</Tags><FcmV1RegistrationId>" +
                                               std::string(token) + "</FcmV1RegistrationId>"));
  }
  std::string registered_template(std::string_view token, const std::string& body,
                                  std::string_view more = "") {
    return registered(description("AppleTemplate", "<DeviceToken>" + std::string(token) +
                                                       "</DeviceToken><BodyTemplate><![CDATA[" + body +
                                                       "]]></BodyTemplate>" + std::string(more)));
  }

  // The tokens that APNs was asked to push to, in order.
  std::vector<std::string> pushed() const {
    std::vector<std::string> tokens;
    for (const wire::Hop& hop : apns.seen) tokens.push_back(hop.request.target.substr(10));
    return tokens;
  }
  static std::string id_in_location(const http::Response& answer) {
    const std::string location = header(answer, "Location");
    const std::size_t start = location.rfind('/') + 1;
    return location.substr(start, location.find('?') - start);
  }
};

using Tokens = std::vector<std::string>;

}  // namespace droppoint::test
