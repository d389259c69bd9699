#include <string>
#include <vector>

#include "emulator/http/multipart.hpp"
#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;
using namespace std::chrono_literals;

namespace {

fakes::fcm::Options with_legacy(fakes::fcm::Legacy legacy = fakes::fcm::Legacy::on) {
  auto options = FcmWorld::two_projects();
  options.legacy = legacy;
  return options;
}

http::Response send_legacy(FcmWorld& world, const std::string& body, const std::string& key = "demo-key") {
  return world.post("/fcm/send", body,
                    {{"authorization", "key=" + key}, {"content-type", "application/json"}});
}

std::string to(const std::string& token, const std::string& more = {}) {
  return R"({"to":")" + token + '"' + more + '}';
}

}  // namespace

TEST_CASE("The legacy protocol brings a message to a device") {
  FcmWorld world(with_legacy());
  const auto answer = send_legacy(
      world,
      to(world.token, R"(,"priority":"high","time_to_live":5,"collapse_key":"k","data":{"a":1,"b":"x"},)"
                      R"("notification":{"title":"t","android_channel_id":"c"})"));
  CHECK(answer.status == 200);
  CHECK(contains(answer, R"("success":1,"failure":0,"canonical_ids":0,"results":[{"message_id":"0:)"));
  REQUIRE(world.phone.seen.size() == 1);
  const http::Request& seen = world.phone.seen.front().request;
  CHECK(http::bytes_of(seen.body) ==
        R"({"data":{"a":"1","b":"x"},"notification":{"title":"t","channel_id":"c"}})");
  CHECK(seen.headers.get("priority") == "high");
  CHECK(seen.headers.get("collapse-key") == "k");
  CHECK(world.verdict().by == "fcm");
}

TEST_CASE("Each receiver of the legacy protocol has its result, in order") {
  FcmWorld world(with_legacy());
  const std::string foreign = world.issue("other");
  const auto answer = send_legacy(world, R"({"registration_ids":[")" + world.token + R"(","nonsense",")" +
                                             kNobodysToken + R"(",")" + foreign + R"(",""]})");
  CHECK(contains(answer, R"("success":1,"failure":4)"));
  CHECK(contains(answer, R"({"error":"InvalidRegistration"},{"error":"NotRegistered"},)"
                         R"({"error":"MismatchSenderId"},{"error":"MissingRegistration"}])"));
  CHECK(world.phone.seen.size() == 1);
}

TEST_CASE("The legacy protocol's errors for a message") {
  struct Row {
    std::string more;
    std::string error;
    std::string cause;
  };
  FcmWorld world(with_legacy());
  for (const Row& row :
       std::vector<Row>{{R"(,"time_to_live":2419201)", "InvalidTtl", "invalid-payload"},
                        {R"(,"time_to_live":-1)", "InvalidTtl", "invalid-payload"},
                        {R"(,"data":{"from":"x"})", "InvalidDataKey", "invalid-payload"},
                        {R"(,"priority":"urgent")", "InvalidParameters", "invalid-payload"},
                        {R"(,"restricted_package_name":"com.else")", "InvalidPackageName", "invalid-payload"},
                        {R"(,"data":{"k":")" + std::string(4096, 'x') + "\"}", "MessageTooBig",
                         "pns-payload-too-large"}}) {
    INFO(row.error);
    const auto answer = send_legacy(world, to(world.token, row.more));
    CHECK(answer.status == 200);
    CHECK(contains(answer, R"("results":[{"error":")" + row.error + "\"}]"));
    CHECK(world.verdict().cause == row.cause);
  }
  CHECK(contains(send_legacy(world, "{}"), "MissingRegistration"));
  CHECK(world.verdict().cause == "bad-device-token");
  CHECK(world.phone.seen.empty());
}

TEST_CASE("What the legacy protocol answers with a status") {
  FcmWorld world(with_legacy());
  CHECK(send_legacy(world, to(world.token), "wrong").status == 401);
  CHECK(world.verdict().cause == "pns-invalid-credentials");
  CHECK(contains(send_legacy(world, to(world.token), "wrong"), "<H2>Error 401</H2>"));
  CHECK(world.post("/fcm/send", to(world.token)).status == 401);
  struct Row {
    std::string body;
    std::string text;
  };
  std::string many = R"("x")";
  for (int i = 0; i < 1000; ++i) many += R"(,"x")";
  for (const Row& row : std::vector<Row>{
           {"no", "JSON_PARSING_ERROR: no"},
           {R"({"to":1})", R"(Field "to" must be a JSON string: 1)"},
           {R"({"registration_ids":"x"})", R"(Field "registration_ids" must be a JSON array: "x")"},
           {R"({"to":"x","data":"y"})", R"(Field "data" must be a JSON object: "y")"},
           {R"({"to":"x","dry_run":1})", R"(Field "dry_run" must be a JSON boolean: 1)"},
           {R"({"registration_ids":[]})", "cannot be empty"},
           {R"({"registration_ids":[)" + many + "]}", "(1001) exceeds maximum allowed (1000)"},
           {R"({"to":"x","registration_ids":["y"]})", "not both"},
           {R"({"to":"x","condition":"'a' in topics"})", "not both"}}) {
    const auto answer = send_legacy(world, row.body);
    INFO(http::bytes_of(answer.body));
    CHECK(answer.status == 400);
    CHECK(answer.headers.get("content-type") == "text/plain; charset=UTF-8");
    CHECK(contains(answer, row.text));
    CHECK(world.verdict().cause == "invalid-payload");
  }
}

TEST_CASE("The legacy protocol tells of a newer token") {
  FcmWorld world(with_legacy());
  const std::string newer = world.issue("demo");
  const auto answer = send_legacy(world, to(world.token));
  CHECK(contains(answer, R"("canonical_ids":1)"));
  CHECK(contains(answer, R"("registration_id":")" + newer + '"'));
  CHECK(contains(send_legacy(world, to(newer)), R"("canonical_ids":0)"));
}

TEST_CASE("A dry run of the legacy protocol checks and does not send") {
  FcmWorld world(with_legacy());
  CHECK(contains(send_legacy(world, to(world.token, R"(,"dry_run":true)")),
                 R"("message_id":"fake_message_id")"));
  CHECK(contains(send_legacy(world, to(kNobodysToken, R"(,"dry_run":true)")), "NotRegistered"));
  CHECK(world.wire.ledger().notifications(world.last_trace).empty());
  CHECK(world.phone.seen.empty());
}

TEST_CASE("A form of the legacy protocol has one receiver and an answer in text") {
  FcmWorld world(with_legacy());
  const auto form = [&world](const std::string& body) {
    return world.post("/fcm/send", body,
                      {{"authorization", "key=demo-key"},
                       {"content-type", "application/x-www-form-urlencoded;charset=UTF-8"}});
  };
  const auto answer = form("registration_id=" + http::form_encode(world.token) + "&data.a=1&time_to_live=9");
  CHECK(http::bytes_of(answer.body).starts_with("id=0:"));
  REQUIRE(world.phone.seen.size() == 1);
  CHECK(http::bytes_of(world.phone.seen.front().request.body) == R"({"data":{"a":"1"}})");
  CHECK(http::bytes_of(form("data.a=1").body) == "Error=MissingRegistration\n");
  CHECK(http::bytes_of(form("registration_id=" + http::form_encode(world.token) + "&time_to_live=x").body) ==
        "Error=InvalidTtl\n");
}

TEST_CASE("Topics and conditions by the legacy protocol") {
  auto options = with_legacy();
  options.quotas.topic_per_minute = 1;
  FcmWorld world(std::move(options));
  const auto added = world.post("/iid/v1:batchAdd",
                                R"({"to":"/topics/news","registration_tokens":[")" + world.token + "\"]}",
                                {{"authorization", "key=demo-key"}});
  CHECK(contains(added, R"({"results":[{}]})"));
  CHECK(contains(send_legacy(world, to("/topics/news")), R"({"message_id":)"));
  CHECK(world.phone.seen.size() == 1);
  CHECK(contains(send_legacy(world, R"({"condition":"'news' in topics || 'x' in topics"})"), "message_id"));
  CHECK(world.phone.seen.size() == 2);
  CHECK(contains(send_legacy(world, to("/topics/news")), R"({"error":"TopicsMessageRateExceeded"})"));
  CHECK(world.verdict().cause == "pns-throttled");
  CHECK(contains(send_legacy(world, to("/topics/a b")), R"({"error":"InvalidParameters"})"));
  CHECK(contains(send_legacy(world, R"({"condition":"news"})"), R"({"error":"InvalidParameters"})"));
  CHECK(
      contains(send_legacy(world, to("/topics/other", R"(,"data":{"k":")" + std::string(2048, 'x') + "\"}")),
               R"({"error":"MessageTooBig"})"));
}

TEST_CASE("The legacy protocol's quota of a device") {
  auto options = with_legacy();
  options.quotas.device_per_minute = 1;
  FcmWorld world(std::move(options));
  CHECK(contains(send_legacy(world, to(world.token)), R"("success":1)"));
  CHECK(contains(send_legacy(world, to(world.token)), R"({"error":"DeviceMessageRateExceeded"})"));
  world.advance(1min);
  CHECK(contains(send_legacy(world, to(world.token)), R"("success":1)"));
}

TEST_CASE("The legacy protocol as Google closed it") {
  FcmWorld deprecated(with_legacy(fakes::fcm::Legacy::deprecated));
  const auto last_months = send_legacy(deprecated, to(deprecated.token));
  CHECK(last_months.status == 200);
  CHECK(contains(last_months, R"("failure":1,"canonical_ids":0,"results":[{"error":"DeprecatedApi"}])"));
  CHECK(deprecated.verdict().cause == "pns-unavailable");
  CHECK(deprecated.verdict().remedy.find("fcmv1") != std::string::npos);
  CHECK(deprecated.post("/batch", "").status == 404);
  FcmWorld today;
  const auto now = send_legacy(today, to(today.token));
  CHECK(now.status == 404);
  CHECK(contains(now, "The requested URL <code>/fcm/send</code> was not found on this server."));
  CHECK(today.verdict().cause == "pns-unavailable");
  CHECK(today.verdict().remedy.find("fcmv1") != std::string::npos);
  CHECK(today.phone.seen.empty());
}

TEST_CASE("A batch is several requests in one") {
  FcmWorld world(with_legacy());
  const auto part = [](const std::string& token) {
    const std::string body = R"({"message":{"token":")" + token + "\"}}";
    return "POST /v1/projects/demo/messages:send HTTP/1.1\r\nContent-Length: " + std::to_string(body.size()) +
           "\r\nContent-Type: application/json; charset=UTF-8\r\n\r\n" + body;
  };
  const auto batch = [&world](const http::MultipartBuilder& parts) {
    return world.post("/batch", parts.body(),
                      {{"authorization", "Bearer " + world.access}, {"content-type", parts.content_type()}});
  };
  http::MultipartBuilder parts("__END_OF_PART__");
  const auto head = [](const char* id) {
    return http::Headers{{"content-type", "application/http"}, {"content-id", id}};
  };
  parts.add(head("1"), part(world.token)).add(head("<b>"), part(kNobodysToken)).add(head("3"), "nothing");
  const auto answer = batch(parts);
  CHECK(answer.status == 200);
  const auto answers =
      http::parse_multipart(*answer.headers.get("content-type"), http::bytes_of(answer.body));
  REQUIRE(answers);
  REQUIRE(answers->size() == 3);
  CHECK((*answers)[0].headers.get("content-id") == "response-1");
  CHECK((*answers)[0].body.starts_with("HTTP/1.1 200 OK\r\n"));
  CHECK((*answers)[0].body.find("projects/demo/messages/0:") != std::string::npos);
  CHECK((*answers)[1].headers.get("content-id") == "<response-b>");
  CHECK((*answers)[1].body.starts_with("HTTP/1.1 404 "));
  CHECK((*answers)[1].body.find("UNREGISTERED") != std::string::npos);
  CHECK((*answers)[2].body.starts_with("HTTP/1.1 400 "));
  CHECK(world.phone.seen.size() == 1);

  CHECK(world.post("/batch", "x", {{"content-type", "text/plain"}}).status == 400);
  http::MultipartBuilder many("b");
  for (int i = 0; i < 501; ++i) many.add(head("1"), "x");
  CHECK(batch(many).status == 400);
}
