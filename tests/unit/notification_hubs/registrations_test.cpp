#include <catch2/catch.hpp>

#include "tests/unit/notification_hubs/registrar_world.hpp"

namespace droppoint::test {

TEST_CASE("a new registration id is in an https Location") {
  RegistrarWorld world;
  const http::Response answer = world.call("POST", "registrationIDs");
  CHECK(answer.status == 201);
  CHECK(answer.body == nullptr);
  CHECK(std::regex_match(header(answer, "Location"),
                         std::regex(R"(https://contoso\.servicebus\.windows\.net/hub1/registrationids/)"
                                    R"(\d{1,19}-\d{1,19}-\d\?api-version=2020-06)")));
  CHECK(header(world.call("POST", "registrationids"), "Location") != header(answer, "Location"));
}

TEST_CASE("a created registration is answered as recorded") {
  RegistrarWorld world;
  const http::Response answer = world.call(
      "POST", "registrations",
      RegistrarWorld::entry(RegistrarWorld::description(
          "Apple",
          "<Tags>tag1, tag2</Tags><PushVariables>{\"var1\":\"value1\"}</PushVariables><DeviceToken> " +
              std::string(kAppleToken) + "</DeviceToken>")));
  CHECK(answer.status == 200);
  CHECK(header(answer, "Content-Type") == "application/atom+xml; type=entry; charset=utf-8");
  CHECK(header(answer, "ETag") == "W/\"1\"");
  const std::string id = RegistrarWorld::id_in(body_of(answer));
  const std::string url =
      "https://contoso.servicebus.windows.net/hub1/registrations/" + id + "?api-version=2020-06";
  CHECK(header(answer, "Content-Location") == url);
  CHECK(body_of(answer) ==
        "<entry a:etag=\"W/&quot;1&quot;\" xmlns=\"http://www.w3.org/2005/Atom\" "
        "xmlns:a=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><id>" +
            url + "</id><title type=\"text\">" + id +
            "</title><published>2026-01-01T00:00:00Z</published><updated>2026-01-01T00:00:00Z</updated>"
            "<link rel=\"self\" href=\"" +
            url +
            "\"/><content type=\"application/xml\"><AppleRegistrationDescription "
            "xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\" "
            "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\"><ETag>1</ETag>"
            "<ExpirationTime>9999-12-31T23:59:59.999</ExpirationTime><RegistrationId>" +
            id +
            "</RegistrationId><Tags>tag1,tag2</Tags><PushVariables>{\"var1\":\"value1\"}</PushVariables>"
            "<DeviceToken>" +
            std::string(kAppleTokenKept) + "</DeviceToken></AppleRegistrationDescription></content></entry>");
  CHECK(world.metric("registration.create") == 1);
  CHECK(world.metric("registration.all") == 1);
}

TEST_CASE("template registrations keep the order of their elements") {
  RegistrarWorld world;
  const auto answered = [&world](std::string_view root, std::string_view elements) {
    const auto answer = world.call("POST", "registrations",
                                   RegistrarWorld::entry(RegistrarWorld::description(root, elements)));
    CHECK(answer.status == 200);
    const std::string body = body_of(answer);
    const std::size_t start = body.find("</RegistrationId>") + 17;
    return body.substr(start, body.find("</" + std::string(root) + "Reg") - start);
  };
  CHECK(answered("AppleTemplate",
                 "<DeviceToken>AB</DeviceToken><BodyTemplate><![CDATA[{\"aps\":{\"alert\":"
                 "\"$(m)\"}}]]></BodyTemplate><TemplateName>Template Name</TemplateName>") ==
        "<DeviceToken>AB</DeviceToken><BodyTemplate><![CDATA[{\"aps\":{\"alert\":\"$(m)\"}}]]></BodyTemplate>"
        "<Expiry i:nil=\"true\"/><TemplateName>Template Name</TemplateName><ApnsHeaders/>");
  CHECK(answered("AppleTemplate",
                 "<DeviceToken>AB</DeviceToken><BodyTemplate>{\"aps\":{}}</BodyTemplate><Expiry>$(e)</Expiry>"
                 "<ApnsHeaders><ApnsHeader><Header>apns-priority</Header><Value>5</Value></ApnsHeader>"
                 "</ApnsHeaders><Priority>10</Priority>") ==
        "<DeviceToken>AB</DeviceToken><BodyTemplate><![CDATA[{\"aps\":{}}]]></BodyTemplate><Expiry>$(e)</"
        "Expiry>"
        "<ApnsHeaders><ApnsHeader><Header>apns-priority</Header><Value>5</Value></ApnsHeader></ApnsHeaders>"
        "<Priority>10</Priority>");
  CHECK(answered("WindowsTemplate",
                 "<ChannelUri>https://some.url/</ChannelUri><SecondaryTileName>Tile</SecondaryTileName>"
                 "<BodyTemplate><![CDATA[<toast>$(m)</toast>]]></BodyTemplate><WnsHeaders><WnsHeader>"
                 "<Header>X-WNS-Type</Header><Value>wns/toast</Value></WnsHeader></WnsHeaders>"
                 "<TemplateName>T</TemplateName>") ==
        "<ChannelUri>https://some.url/</ChannelUri><SecondaryTileName>Tile</SecondaryTileName>"
        "<BodyTemplate><![CDATA[<toast>$(m)</toast>]]></BodyTemplate><WnsHeaders><WnsHeader>"
        "<Header>X-WNS-Type</Header><Value>wns/toast</Value></WnsHeader></WnsHeaders>"
        "<TemplateName>T</TemplateName>");
  CHECK(answered("FcmV1Template",
                 "<FcmV1RegistrationId>f</FcmV1RegistrationId><BodyTemplate>{\"a\":\"]]&gt;\"}"
                 "</BodyTemplate>") ==
        "<FcmV1RegistrationId>f</FcmV1RegistrationId><BodyTemplate><![CDATA[{\"a\":\"]]]]><![CDATA[>\"}]]>"
        "</BodyTemplate>");
  CHECK(answered("Baidu", "<BaiduUserId>u</BaiduUserId><BaiduChannelId>c</BaiduChannelId>") ==
        "<BaiduUserId>u</BaiduUserId><BaiduChannelId>c</BaiduChannelId>");
  CHECK(answered("Browser", "<Endpoint>https://e</Endpoint><P256DH>p</P256DH><Auth>a</Auth>") ==
        "<Endpoint>https://e</Endpoint><P256DH>p</P256DH><Auth>a</Auth>");
}

TEST_CASE("a body that is no registration is refused with what is wrong") {
  RegistrarWorld world;
  const std::string body = GENERATE(
      std::string(), std::string("text"), std::string("<entry"), std::string("<feed/>"),
      std::string("<entry/>"), RegistrarWorld::entry(""), RegistrarWorld::entry("<Other/>"),
      RegistrarWorld::entry(RegistrarWorld::description("Nokia", "<DeviceToken>AB</DeviceToken>")),
      RegistrarWorld::entry(RegistrarWorld::description("Apple", "")),
      RegistrarWorld::entry(RegistrarWorld::description("Apple", "<DeviceToken> </DeviceToken>")),
      RegistrarWorld::entry(RegistrarWorld::description("Baidu", "<BaiduUserId>u</BaiduUserId>")),
      RegistrarWorld::entry(RegistrarWorld::apple("AB", "a b")),
      RegistrarWorld::entry(RegistrarWorld::apple("AB", "a,,b")),
      RegistrarWorld::entry(RegistrarWorld::description(
          "Apple", "<PushVariables>[]</PushVariables><DeviceToken>AB</DeviceToken>")),
      RegistrarWorld::entry(RegistrarWorld::description(
          "Apple", "<PushVariables>{\"a\":1}</PushVariables><DeviceToken>AB</DeviceToken>")),
      RegistrarWorld::entry(RegistrarWorld::description("AppleTemplate", "<DeviceToken>AB</DeviceToken>")),
      RegistrarWorld::entry(RegistrarWorld::description(
          "AppleTemplate", "<DeviceToken>AB</DeviceToken><BodyTemplate>{\"a\":\"$(\"}</BodyTemplate>")),
      RegistrarWorld::entry(RegistrarWorld::description(
          "AppleTemplate",
          "<DeviceToken>AB</DeviceToken><BodyTemplate>{}</BodyTemplate><Expiry>$x</Expiry>")));
  INFO(body);
  const http::Response answer = world.call("POST", "registrations", body);
  CHECK(answer.status == 400);
  CHECK(RegistrarWorld::message_of(answer).size() > 10);
  CHECK(world.registrations().all(kStart).empty());
  CHECK(world.metric("registration.all") == 0);
}

TEST_CASE("tags of the hub itself cannot be given by a caller") {
  RegistrarWorld world;
  const auto answer = world.call("POST", "registrations",
                                 RegistrarWorld::entry(RegistrarWorld::apple("AB", "$UserId:{bob}")));
  CHECK(answer.status == 400);
  CHECK(RegistrarWorld::message_of(answer) == "Tags can not start with $");
}

TEST_CASE("PUT creates with an id from the hub or with one of its form, and then updates") {
  RegistrarWorld world;
  const auto put = [&world](const std::string& id, std::string_view tags, http::Headers headers = {}) {
    return world.call("PUT", "registrations/" + id, RegistrarWorld::entry(RegistrarWorld::apple("AB", tags)),
                      std::move(headers));
  };
  CHECK(header(put("123-234-1", "a"), "ETag") == "W/\"1\"");
  const http::Response again = put("123-234-1", "b");
  CHECK(again.status == 200);
  CHECK(header(again, "ETag") == "W/\"2\"");
  CHECK(header(again, "Content-Location") == "(none)");
  CHECK(RegistrarWorld::element_in(body_of(again), "Tags") == "b");
  CHECK(world.metric("registration.create") == 1);
  CHECK(world.metric("registration.update") == 1);
  for (const char* id : {"my-id", "1-2", "1-2-3-4", "-1-2", "1--2", "1-2-", "%20"}) {
    INFO(id);
    CHECK(put(id, "a").status == 400);
  }
}

TEST_CASE("If-Match compares the ETag: 412 for another, 404 where there is nothing to update") {
  RegistrarWorld world;
  const std::string id = world.registered_apple("AB");
  const auto update = [&](const std::string& etag) {
    return world
        .call("PUT", "registrations/" + id, RegistrarWorld::entry(RegistrarWorld::apple("AB")),
              {{"If-Match", etag}})
        .status;
  };
  CHECK(update("\"2\"") == 412);
  CHECK(update("\"1\"") == 200);
  CHECK(update("\"1\"") == 412);
  CHECK(update("W/\"2\"") == 200);
  CHECK(update("*") == 200);
  CHECK(update("\"\"") == 412);
  const auto missing = world.call("PUT", "registrations/1-2-3",
                                  RegistrarWorld::entry(RegistrarWorld::apple("AB")), {{"If-Match", "*"}});
  CHECK(missing.status == 404);
  CHECK(world.call("DELETE", "registrations/" + id, "", {{"If-Match", "\"1\""}}).status == 412);
  CHECK(world.call("DELETE", "registrations/" + id, "", {{"If-Match", "\"4\""}}).status == 200);
}

TEST_CASE("a deleted registration is 404 as recorded, and its id is 410 for good") {
  RegistrarWorld world;
  const std::string id = world.registered_apple("AB");
  const http::Response deleted = world.call("DELETE", "registrations/" + id, "", {{"If-Match", "*"}});
  CHECK(deleted.status == 200);
  CHECK(deleted.body == nullptr);
  CHECK(header(deleted, "Content-Type") == "(none)");
  const http::Response gone = world.call("GET", "registrations/" + id);
  CHECK(gone.status == 404);
  CHECK(body_of(gone).starts_with("<Error><Code>404</Code><Detail>.TrackingId:"));
  CHECK(world.call("DELETE", "registrations/" + id).status == 404);
  const auto put =
      world.call("PUT", "registrations/" + id, RegistrarWorld::entry(RegistrarWorld::apple("AB")));
  CHECK(put.status == 410);
  CHECK(contains(body_of(put), "<Error><Code>410</Code>"));
  CHECK(world.metric("registration.delete") == 1);
}

TEST_CASE("a hub may let registrations expire; writing one again prolongs it") {
  RegistrarWorld world;
  world.hub().registration_ttl = std::chrono::hours(24);
  const std::string id = world.registered_apple("AB");
  CHECK(RegistrarWorld::element_in(body_of(world.call("GET", "registrations/" + id)), "ExpirationTime") ==
        "2026-01-02T00:00:00.000");
  world.advance(std::chrono::hours(23));
  world.call("PUT", "registrations/" + id, RegistrarWorld::entry(RegistrarWorld::apple("AB")));
  world.advance(std::chrono::hours(24) - std::chrono::nanoseconds(1));
  CHECK(world.call("GET", "registrations/" + id).status == 200);
  world.advance(std::chrono::nanoseconds(1));
  CHECK(world.call("GET", "registrations/" + id).status == 404);
  CHECK(world.call("PUT", "registrations/" + id, RegistrarWorld::entry(RegistrarWorld::apple("AB"))).status ==
        410);
}

TEST_CASE("single registrations need Listen; lists of all or by tag need Manage") {
  RegistrarWorld world;
  const std::string id = world.registered_apple("AB", "a");
  const auto status = [&world](const std::string& method, const std::string& path, std::string_view policy) {
    return world.call(method, path, RegistrarWorld::entry(RegistrarWorld::apple("AB")), {}, policy).status;
  };
  for (const char* policy : {"listen", "full"}) {
    CHECK(status("POST", "registrationids", policy) == 201);
    CHECK(status("POST", "registrations", policy) == 200);
    CHECK(status("PUT", "registrations/" + id, policy) == 200);
    CHECK(status("GET", "registrations/" + id, policy) == 200);
    CHECK(status("GET", "registrations?$filter=ChannelUri%20eq%20'AB'", policy) == 200);
  }
  for (const char* path : {"registrations", "tags/a/registrations"}) {
    CHECK(status("GET", path, "full") == 200);
    CHECK(status("GET", path, "listen") == 403);
    CHECK(status("GET", path, "acs-send") == 403);
  }
  CHECK(status("GET", "registrations/" + id, "acs-send") == 403);
  CHECK(status("DELETE", "registrations/" + id, "acs-send") == 403);
  CHECK(status("PATCH", "registrations/" + id, "full") == 405);
}

TEST_CASE("registrations go with their hub") {
  RegistrarWorld world;
  const std::string id = world.registered_apple("AB");
  world.name_space().hubs.erase("hub1");
  world.add_hub("contoso", "hub1");
  CHECK(world.call("GET", "registrations/" + id).status == 404);
  CHECK(world.registrations().all(kStart).empty());
}

}  // namespace droppoint::test
