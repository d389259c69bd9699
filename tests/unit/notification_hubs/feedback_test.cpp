#include <catch2/catch.hpp>

#include "emulator/http/uri.hpp"
#include "tests/unit/notification_hubs/hub_world.hpp"

namespace droppoint::test {
namespace {

using namespace std::chrono_literals;

struct FeedbackWorld : HubWorld {
  // A send that APNs answers so.
  void push_answered(int status, std::string_view reason, std::string_view handle = "aa11") {
    apns.then(status, R"({"reason":")" + std::string(reason) + R"("})");
    ask(push("apple", kAlert, handle, "/hub1/messages/?direct&api-version=2016-07"));
  }
  http::Response ask_container(std::string_view hub = "hub1") {
    return ask(request("GET", std::string(kHost),
                       "/" + std::string(hub) + "/feedbackcontainer?api-version=2015-01",
                       {{"Authorization", sas("full", kKey, "https://contoso.servicebus.windows.net/")}}));
  }
  std::string container() { return body_of(ask_container()); }
  // What somebody gets who has only the URL, with something behind its path and its query.
  http::Response fetch(const std::string& url, const std::string& path = {}, const std::string& query = {},
                       http::Headers headers = {}, std::string method = "GET") {
    const auto parsed = http::Url::parse(url);
    REQUIRE(parsed);
    return ask(
        request(std::move(method), parsed->authority(),
                parsed->path + path + '?' + query + (query.empty() ? "" : "&") + parsed->query.value_or(""),
                std::move(headers)));
  }
  http::Response list(const std::string& query = {}) {
    return fetch(container(), "", "restype=container&comp=list" + query);
  }
};

const std::string kDocument =
    "<?xml version=\"1.0\" encoding=\"utf-16\"?><PnsFeedback "
    "xmlns:i=\"http://www.w3.org/2001/XMLSchema-instance\" "
    "xmlns=\"http://schemas.microsoft.com/netservices/2010/10/servicebus/connect\">"
    "<FeedbackTime>2026-01-01T00:00:00Z</FeedbackTime>"
    "<NotificationSystemError>ExpiredChannel</NotificationSystemError><Platform>apple</Platform>"
    "<PnsHandle>aa11</PnsHandle><NotificationId>";

}  // namespace

TEST_CASE("the feedback container is a bare URL with a signature") {
  FeedbackWorld world;
  const http::Response answer = world.ask_container();
  CHECK(answer.status == 200);
  CHECK(header(answer, "Content-Type") == "application/xml; charset=utf-8");
  const std::string url = body_of(answer);
  CHECK(url.starts_with("https://droppointfeedback.blob.core.windows.net/"));
  CHECK(contains(url, "?sv=2018-11-09&sr=c&sig="));
  CHECK(url.ends_with("&se=2026-01-02T00%3A00%3A00Z&sp=rl"));
}

TEST_CASE("on localhost the container is below the account's name at the address that was asked") {
  FeedbackWorld world;
  http::Request local = request("GET", "localhost:10600", "/hub1/feedbackcontainer?api-version=2015-01",
                                {{"Authorization", world.sas("full", kKey, "http://localhost:10600/hub1")}});
  const std::string url = body_of(world.ask(std::move(local)));
  CHECK(url.starts_with("http://localhost:10600/droppointfeedback/"));
  world.push_answered(410, "Unregistered");
  CHECK(contains(body_of(world.fetch(url, "", "restype=container&comp=list")), "<Name>01012026</Name>"));
  CHECK(world.fetch(url, "/01012026").status == 200);
}

TEST_CASE("the container has a blob for each day with the handles that were found bad") {
  FeedbackWorld world;
  CHECK(contains(body_of(world.list()), "<Blobs></Blobs><NextMarker /></EnumerationResults>"));
  world.push_answered(410, "Unregistered");
  world.push_answered(400, "BadDeviceToken", "bb22");
  world.push_answered(200, "");
  world.push_answered(403, "InvalidProviderToken");
  world.push_answered(413, "PayloadTooLarge");
  world.advance(24h);
  world.push_answered(400, "DeviceTokenNotForTopic", "cc33");
  const std::string listed = body_of(world.list());
  CHECK(
      listed.starts_with("<?xml version=\"1.0\" encoding=\"utf-8\"?><EnumerationResults "
                         "ServiceEndpoint=\"https://droppointfeedback.blob.core.windows.net/\" "
                         "ContainerName=\""));
  CHECK(contains(listed, "<Name>01012026</Name>"));
  CHECK(contains(listed, "<Name>01022026</Name>"));
  const http::Response first = world.fetch(world.container(), "/01012026");
  CHECK(first.status == 200);
  CHECK(header(first, "x-ms-blob-type") == "BlockBlob");
  const std::string text = body_of(first);
  CHECK(text.starts_with(kDocument));
  CHECK(contains(text, "</PnsFeedback><?xml version=\"1.0\" encoding=\"utf-16\"?><PnsFeedback "));
  CHECK(contains(text, "<NotificationSystemError>BadChannel</NotificationSystemError>"));
  CHECK(contains(text, "<PnsHandle>bb22</PnsHandle>"));
  CHECK_FALSE(contains(text, "InvalidCredentials"));
  CHECK_FALSE(contains(text, "InvalidNotificationSize"));
  CHECK(contains(body_of(world.fetch(world.container(), "/01022026")), "<PnsHandle>cc33</PnsHandle>"));
}

TEST_CASE("a list comes in pages") {
  FeedbackWorld world;
  for (int day = 0; day < 3; ++day) {
    world.push_answered(410, "Unregistered");
    world.advance(24h);
  }
  const std::string first = body_of(world.list("&maxresults=2"));
  CHECK(contains(first, "<MaxResults>2</MaxResults>"));
  CHECK(contains(first, "<NextMarker>01032026</NextMarker>"));
  const std::string second = body_of(world.list("&maxresults=2&marker=01032026"));
  CHECK_FALSE(contains(second, "<Name>01012026</Name>"));
  CHECK(contains(second, "<Name>01032026</Name>"));
  CHECK(contains(second, "<NextMarker />"));
  CHECK_FALSE(contains(body_of(world.list("&prefix=0102")), "<Name>01012026</Name>"));
  CHECK(world.list("&maxresults=0").status == 400);
  CHECK(world.list("&maxresults=many").status == 400);
}

TEST_CASE("a blob is read in ranges, and asked for its properties") {
  FeedbackWorld world;
  world.push_answered(410, "Unregistered");
  const std::string url = world.container();
  const std::string whole = body_of(world.fetch(url, "/01012026"));
  const http::Response part = world.fetch(url, "/01012026", "", {{"x-ms-range", "bytes=0-4"}});
  CHECK(part.status == 206);
  CHECK(body_of(part) == "<?xml");
  CHECK(header(part, "Content-Range") == "bytes 0-4/" + std::to_string(whole.size()));
  CHECK(body_of(world.fetch(url, "/01012026", "", {{"Range", "bytes=2-"}})) == whole.substr(2));
  CHECK(world.fetch(url, "/01012026", "", {{"Range", "bytes=99999-"}}).status == 416);
  for (const char* range : {"bytes=5-2", "lines=0-1", "bytes=-5", "bytes=x-y", "bytes=3"}) {
    CAPTURE(range);
    CHECK(world.fetch(url, "/01012026", "", {{"Range", range}}).status == 200);
  }
  const http::Response properties = world.fetch(url, "/01012026", "", {}, "HEAD");
  CHECK(properties.status == 200);
  CHECK(header(properties, "Last-Modified") == "Thu, 01 Jan 2026 00:00:00 GMT");
}

TEST_CASE("the error details of a message have one document a line, whatever went wrong") {
  FeedbackWorld world;
  world.apns.then(403, R"({"reason":"InvalidProviderToken"})");
  const std::string location =
      header(world.ask(world.push("apple", kAlert, "aa11", "/hub1/messages/?direct&api-version=2016-07")),
             "Location");
  const std::size_t start = location.rfind('/') + 1;
  const std::string id = location.substr(start, location.find('?') - start);
  http::Request read = request("GET", std::string(kHost), "/hub1/messages/" + id + "?api-version=2016-07",
                               {{"Authorization", world.sas("full")}});
  std::string xml = body_of(world.ask(std::move(read)));
  const std::size_t from = xml.find("<PnsErrorDetailsUri>") + 20;
  std::string url = xml.substr(from, xml.find("</PnsErrorDetailsUri>") - from);
  for (std::size_t at = 0; (at = url.find("&amp;", at)) != std::string::npos; ++at) url.replace(at, 5, "&");
  const http::Response answer = world.fetch(url);
  CHECK(answer.status == 200);
  CHECK(body_of(answer).ends_with("<NotificationId>" + id + "</NotificationId></PnsFeedback>\n"));
  CHECK(contains(body_of(answer), "<NotificationSystemError>InvalidCredentials</NotificationSystemError>"));
  // The signature is for that blob alone, and says nothing of listing.
  CHECK(world.fetch(url, "x").status == 403);
  CHECK(world.fetch(url, "", "comp=list&restype=container").status == 501);
}

TEST_CASE("who has no good signature gets nothing") {
  FeedbackWorld world;
  world.push_answered(410, "Unregistered");
  const std::string url = world.container();
  const auto replaced = [&url](const std::string& what, const std::string& by) {
    std::string changed = url;
    changed.replace(changed.find(what), what.size(), by);
    return changed;
  };
  for (const std::string& changed :
       {replaced("sp=rl", "sp=rwl"), replaced("se=2026-01-02", "se=2027-01-02"), replaced("sr=c", "sr=b"),
        replaced("sv=2018", "sv=2019"), replaced("sig=", "sig=A"), url.substr(0, url.find('?'))}) {
    CAPTURE(changed);
    const http::Response refused = world.fetch(changed, "/01012026");
    CHECK(refused.status == 403);
    CHECK(header(refused, "x-ms-error-code") == "AuthenticationFailed");
    CHECK(contains(body_of(refused), "<Code>AuthenticationFailed</Code>"));
  }
  CHECK(world.fetch(url, "/12312025").status == 404);
  CHECK(world.fetch(url, "/01012026", "", {}, "PUT").status == 501);
  CHECK(world.fetch(url, "/01012026", "", {}, "DELETE").status == 501);
  world.store.namespaces().at("contoso").hubs.clear();
  CHECK(header(world.fetch(url, "/01012026"), "x-ms-error-code") == "ContainerNotFound");
}

TEST_CASE("a container's URL is good for a day") {
  FeedbackWorld world;
  world.push_answered(410, "Unregistered");
  const std::string url = world.container();
  world.advance(24h - 1s);
  CHECK(world.fetch(url, "/01012026").status == 200);
  world.advance(1s);
  CHECK(world.fetch(url, "/01012026").status == 403);
}

TEST_CASE("feedback is of the hub that asks, and of the Standard tier") {
  FeedbackWorld world;
  world.add_hub("contoso", "hub2");
  world.push_answered(410, "Unregistered");
  const std::string other = body_of(world.ask_container("hub2"));
  CHECK(other != world.container());
  CHECK(contains(body_of(world.fetch(other, "", "restype=container&comp=list")), "<Blobs></Blobs>"));
  world.name_space().sku = GENERATE(resources::Sku::free, resources::Sku::basic);
  const http::Response refused = world.ask_container();
  CHECK(refused.status == 403);
  CHECK(contains(body_of(refused), "This operation is not available for your tier"));
}

}  // namespace droppoint::test
