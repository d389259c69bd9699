#include <catch2/catch.hpp>

#include "emulator/http/uri.hpp"
#include "tests/unit/notification_hubs/registrar_world.hpp"

namespace droppoint::test {

using List = std::vector<std::string>;

namespace {

// The ids of a feed, in order.
List ids_in(const std::string& feed) {
  List ids;
  const std::regex title("<title type=\"text\">([0-9-]+)</title>");
  for (std::sregex_iterator found(feed.begin(), feed.end(), title), end; found != end; ++found)
    ids.push_back((*found)[1].str());
  return ids;
}

}  // namespace

TEST_CASE("a feed is written as recorded") {
  RegistrarWorld world;
  const http::Response empty = world.call("GET", "registrations");
  CHECK(header(empty, "Content-Type") == "application/atom+xml; type=feed; charset=utf-8");
  CHECK(body_of(empty) ==
        "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title type=\"text\">Registrations</title>"
        "<id>https://contoso.servicebus.windows.net/hub1/registrations?api-version=2020-06</id>"
        "<updated>2026-01-01T00:00:00Z</updated><link rel=\"self\" "
        "href=\"https://contoso.servicebus.windows.net/hub1/registrations?api-version=2020-06\"/></feed>");
  const std::string id = world.registered_apple("AB");
  const std::string feed = body_of(world.call("GET", "registrations"));
  CHECK(contains(feed,
                 "<entry a:etag=\"W/&quot;1&quot;\" "
                 "xmlns:a=\"http://schemas.microsoft.com/ado/2007/08/dataservices/metadata\"><id>"));
  CHECK(contains(feed, "<ExpirationTime>9999-12-31T23:59:59.999Z</ExpirationTime>"));
  CHECK(ids_in(feed) == List{id});
}

TEST_CASE("pages follow by continuation token, handed on as it is or encoded once more") {
  RegistrarWorld world;
  List all;
  for (const char* token : {"A1", "A2", "A3", "A4", "A5"}) all.push_back(world.registered_apple(token));
  const bool encoded_again = GENERATE(false, true);
  List seen;
  std::string query = "registrations?$top=2";
  int pages = 0;
  for (; pages < 9; ++pages) {
    const http::Response page = world.call("GET", query);
    REQUIRE(page.status == 200);
    for (std::string& id : ids_in(body_of(page))) seen.push_back(std::move(id));
    const auto token = page.headers.get("x-ms-continuationtoken");
    CHECK(contains(body_of(page), "rel=\"next\"") == token.has_value());
    if (!token) break;
    // One that goes between two pages shifts nothing.
    if (pages == 0) world.call("DELETE", "registrations/" + all[0]);
    query = "registrations?$top=2&continuationtoken=" +
            (encoded_again ? http::percent_encode(*token) : std::string(*token));
  }
  CHECK(pages == 2);
  CHECK(seen == all);
}

TEST_CASE("the link to the next page can be followed") {
  RegistrarWorld world;
  const std::string first = world.registered_apple("A1");
  const std::string second = world.registered_apple("A2");
  const std::string feed = body_of(world.call("GET", "registrations?$top=1"));
  CHECK(ids_in(feed) == List{first});
  std::smatch next;
  REQUIRE(std::regex_search(feed, next, std::regex("rel=\"next\" href=\"https://[^/]+/hub1/([^\"]+)\"")));
  const std::string path = std::regex_replace(next[1].str(), std::regex("&amp;"), "&");
  CHECK(contains(path, "%24top=1&api-version=2020-06&continuationtoken="));
  CHECK(ids_in(body_of(world.call("GET", path))) == List{second});
}

TEST_CASE("a page holds at most 100, and a wrong $top or token is refused") {
  RegistrarWorld world;
  for (int index = 0; index < 101; ++index) world.registered_apple("A" + std::to_string(index));
  const http::Response page = world.call("GET", "registrations?$top=1000");
  CHECK(ids_in(body_of(page)).size() == 100);
  CHECK(page.headers.contains("x-ms-continuationtoken"));
  for (const char* query : {"$top=0", "$top=-1", "$top=x",
                            "$top=", "continuationtoken=", "continuationtoken=!", "continuationtoken=Zm9v"}) {
    INFO(query);
    CHECK(world.call("GET", std::string("registrations?") + query).status == 400);
  }
}

TEST_CASE("a filter finds the registrations of one device, in the words of each client") {
  RegistrarWorld world;
  const std::string apple = world.registered_apple("aabb");
  const std::string gcm =
      world.registered(RegistrarWorld::description("Gcm", "<GcmRegistrationId>it's:me</GcmRegistrationId>"));
  const std::string fcm = world.registered(
      RegistrarWorld::description("FcmV1", "<FcmV1RegistrationId>f:1</FcmV1RegistrationId>"));
  const std::string windows = world.registered(
      RegistrarWorld::description("Windows", "<ChannelUri>https://w.url/?a=b c</ChannelUri>"));
  const std::string browser = world.registered(RegistrarWorld::description(
      "Browser", "<Endpoint>https://b.url/x</Endpoint><P256DH>p</P256DH><Auth>a</Auth>"));
  const std::string baidu = world.registered(
      RegistrarWorld::description("Baidu", "<BaiduUserId>u</BaiduUserId><BaiduChannelId>c</BaiduChannelId>"));
  const auto found = [&world](std::string_view filter) {
    return ids_in(body_of(world.call("GET", "registrations?%24filter=" + http::percent_encode(filter))));
  };
  CHECK(found("DeviceToken eq 'AABB'") == List{apple});
  CHECK(found("ChannelUri eq 'aabb'") == List{apple});
  CHECK(found("GcmRegistrationId eq 'it''s:me'") == List{gcm});
  CHECK(found("FcmV1RegistrationId eq 'f:1'") == List{fcm});
  CHECK(found("FcmV1RegistrationId eq 'F:1'").empty());
  CHECK(found("ChannelUri eq 'f:1'") == List{fcm});
  CHECK(found("ChannelUri eq 'https%3A%2F%2Fw.url%2F%3Fa%3Db%20c'") == List{windows});
  CHECK(found("Endpoint eq 'https%3A%2F%2Fb.url%2Fx' and P256DH eq 'p' and Auth eq 'a'") == List{browser});
  CHECK(found("Endpoint eq 'https://b.url/x' and P256DH eq 'other'").empty());
  CHECK(found("BaiduChannelId eq c' and BaiduUserId eq 'u'") == List{baidu});
  CHECK(found("ChannelUri eq 'u-c'") == List{baidu});
  CHECK(found("GcmRegistrationId eq 'AABB'").empty());
}

TEST_CASE("a filter that is none is refused") {
  RegistrarWorld world;
  const std::string filter = GENERATE("", "DeviceToken", "DeviceToken eq", "DeviceToken eq 'AB",
                                      "DeviceToken ne 'AB'", "DeviceToken eq 'AB' or DeviceToken eq 'CD'",
                                      "DeviceToken eq 'AB' and", "DeviceToken eq 'AB' x");
  INFO(filter);
  CHECK(world.call("GET", "registrations?$filter=" + http::percent_encode(filter)).status == 400);
}

TEST_CASE("a list by tag has what carries exactly that tag, installations included") {
  RegistrarWorld world;
  const std::string one = world.registered_apple("A1", "sport,news");
  const std::string other = world.registered_apple("A2", "sports");
  world.installed("i1", R"({"platform":"apns","pushChannel":"A3","tags":["news"],"userId":"bob"})");
  const auto count = [&world](const std::string& tag) {
    return ids_in(body_of(world.call("GET", "tags/" + http::percent_encode(tag) + "/registrations"))).size();
  };
  CHECK(ids_in(body_of(world.call("GET", "tags/sport/registrations"))) == List{one});
  CHECK(count("sports") == 1);
  CHECK(count("Sport") == 0);
  CHECK(count("news") == 2);
  CHECK(count("$InstallationId:{i1}") == 1);
  CHECK(count("$UserId:{bob}") == 1);
  CHECK(world.call("GET", "tags/news/registrations?$top=1").headers.contains("x-ms-continuationtoken"));
}

}  // namespace droppoint::test
