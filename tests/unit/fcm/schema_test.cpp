#include <string>
#include <vector>

#include "tests/unit/fcm/fcm_world.hpp"

using namespace droppoint;
using namespace droppoint::test;

namespace {

struct Row {
  // Members of the message behind the token, each with a comma before it.
  std::string more;
  std::string field;
  std::string description;
};

void check_rows(const std::vector<Row>& rows, bool with_fcm_error) {
  FcmWorld world;
  for (const Row& row : rows) {
    INFO(row.more);
    const auto answer = world.push_to_phone(row.more);
    INFO(http::bytes_of(answer.body));
    CHECK(answer.status == 400);
    CHECK(contains(answer, R"("status": "INVALID_ARGUMENT")"));
    CHECK(contains(answer, "google.rpc.BadRequest"));
    CHECK(contains(answer, R"("field": ")" + row.field + '"'));
    CHECK(contains(answer, row.description));
    CHECK(contains(answer, R"("errorCode": "INVALID_ARGUMENT")") == with_fcm_error);
    CHECK(world.verdict().cause == "invalid-payload");
  }
  CHECK(world.phone.seen.empty());
}

std::string android(const std::string& members) {
  return R"(,"android":{)" + members + '}';
}
std::string shown(const std::string& members) {
  return android(R"("notification":{)" + members + '}');
}

}  // namespace

TEST_CASE("What the JSON reader finds wrong is a BadRequest without an FcmError") {
  const std::string type = "type.googleapis.com/google.firebase.fcm.v1.";
  check_rows(
      {
          {R"(,"to":"x")", "message", R"(Unknown name \"to\" at 'message': Cannot find field.)"},
          {R"(,"notification":"x")", "message.notification", "(" + type + "Notification)"},
          {R"(,"notification":[])", "message", "Proto field is not repeating, cannot start list."},
          {R"(,"notification":{"title":1})", "message.notification.title", "(TYPE_STRING), 1"},
          {R"(,"notification":{"subtitle":"x"})", "message.notification", R"(Unknown name \"subtitle\")"},
          {R"(,"data":{"a":"x","b":7})", "message.data[1].value", "(TYPE_STRING), 7"},
          {R"(,"data":{"z":true,"a":"x"})", "message.data[0].value", "(TYPE_STRING), true"},
          {R"(,"data":{"a":{"deep":1}})", "message.data[0].value", R"(Unknown name \"deep\")"},
          {R"(,"data":"x")", "message.data", "Message.DataEntry"},
          {android(R"("priority":"URGENT")"), "message.android.priority", type + "AndroidMessagePriority"},
          {android(R"("priority":7)"), "message.android.priority", ", 7"},
          {android(R"("ttl":"10")"), "message.android.ttl", "duration must end with 's'"},
          {android(R"("ttl":"s")"), "message.android.ttl", "duration must end with 's'"},
          {android(R"("ttl":"1.s")"), "message.android.ttl", "duration must end with 's'"},
          {android(R"("ttl":10)"), "message.android.ttl", "google.protobuf.Duration), 10"},
          {android(R"("directBootOk":"yes")"), "message.android.direct_boot_ok", "(TYPE_BOOL)"},
          {shown(R"("event_time":"2026-01-01")"), "message.android.notification.event_time", "Timestamp"},
          {shown(R"("event_time":"2026-01-01T00:00:00")"), "message.android.notification.event_time",
           "Field 'event_time', Invalid time format"},
          {shown(R"("eventTime":5)"), "message.android.notification.event_time", "Timestamp), 5"},
          {shown(R"("notification_count":1.5)"), "message.android.notification.notification_count",
           "(TYPE_INT32), 1.5"},
          {shown(R"("notification_count":3000000000)"), "message.android.notification.notification_count",
           "(TYPE_INT32)"},
          {shown(R"("visibility":"HIDDEN")"), "message.android.notification.visibility",
           "AndroidNotification.Visibility"},
          {shown(R"("notification_priority":"HIGH")"), "message.android.notification.notification_priority",
           "NotificationPriority"},
          {shown(R"("proxy":"NEVER")"), "message.android.notification.proxy", "AndroidNotification.Proxy"},
          {shown(R"("title_loc_args":"x")"), "message.android.notification.title_loc_args", "(TYPE_STRING)"},
          {shown(R"("body_loc_args":["a",2])"), "message.android.notification.body_loc_args[1]",
           "(TYPE_STRING), 2"},
          {shown(R"("vibrate_timings":["1s","soon"])"), "message.android.notification.vibrate_timings[1]",
           "duration must end with 's'"},
          {shown(R"("light_settings":{"color":{"red":"x"}})"),
           "message.android.notification.light_settings.color.red", "(TYPE_FLOAT)"},
          {R"(,"apns":{"headers":{"apns-priority":5}})", "message.apns.headers[0].value", "(TYPE_STRING), 5"},
          {R"(,"apns":{"payload":"x"})", "message.apns.payload", "google.protobuf.Struct"},
          {R"(,"webpush":{"notification":1})", "message.webpush.notification", "google.protobuf.Struct"},
          {R"(,"webpush":{"fcm_options":{"image":"x"}})", "message.webpush.fcm_options",
           R"(Unknown name \"image\")"},
          {R"(,"fcm_options":{"link":"x"})", "message.fcm_options", R"(Unknown name \"link\")"},
      },
      false);
}

TEST_CASE("What FCM finds wrong is a BadRequest with an FcmError") {
  const std::string lights = R"("light_on_duration":"1s","light_off_duration":"1s")";
  check_rows(
      {
          {R"(,"data":{"a":"1","google.x":"2"})", "message.data[1].key",
           "Invalid data payload key: google.x"},
          {android(R"("data":{"from":"1"})"), "message.android.data[0].key",
           "Invalid data payload key: from"},
          {android(R"("ttl":"2419200.000000001s")"), "message.android.ttl", "between 0 and 2419200"},
          {android(R"("ttl":"-0.5s")"), "message.android.ttl", "between 0 and 2419200"},
          {shown(R"("color":"red")"), "message.android.notification.color", "#RRGGBB"},
          {shown(R"("color":"#12345g")"), "message.android.notification.color", "#RRGGBB"},
          {shown(R"("notification_count":-1)"), "message.android.notification.notification_count",
           "must not be negative"},
          {shown(R"("vibrate_timings":["-1s"])"), "message.android.notification.vibrate_timings[0]",
           "must not be negative"},
          {shown(R"("light_settings":{)" + lights + "}"), "message.android.notification.light_settings.color",
           "required"},
          {shown(R"("light_settings":{"color":{"red":1.5},)" + lights + "}"),
           "message.android.notification.light_settings.color.red", "between 0 and 1"},
          {R"(,"fcm_options":{"analytics_label":"a b"})", "message.fcm_options.analytics_label",
           "must match"},
          {android(R"("fcm_options":{"analytics_label":""})"), "message.android.fcm_options.analytics_label",
           "must match"},
          {R"(,"apns":{"headers":{"apns-priority":"7"}})", "message.apns.headers", "apns-priority"},
          {R"(,"apns":{"headers":{"apns-expiration":"soon"}})", "message.apns.headers", "apns-expiration"},
          {R"(,"apns":{"payload":{"aps":"x"}})", "message.apns.payload", "aps must be an object"},
          {R"(,"webpush":{"headers":{"TTL":"soon"}})", "message.webpush.headers", "Invalid TTL"},
          {R"(,"webpush":{"headers":{"Urgency":"now"}})", "message.webpush.headers", "Invalid Urgency"},
          {R"(,"webpush":{"fcm_options":{"link":"http://a.example"}})", "message.webpush.fcm_options.link",
           "HTTPS"},
          {android(R"("restricted_package_name":"com.other")"), "message.android.restricted_package_name",
           "Invalid package name"},
      },
      true);
}

TEST_CASE("What proto3 JSON lets pass, passes") {
  FcmWorld world;
  for (
      const std::string& more : std::vector<std::string>{
          R"(,"data":null,"notification":null)", android(R"("priority":"high")"),
          android(R"("priority":1,"ttl":"0.5s","directBootOk":"true")"),
          android(
              R"("restrictedPackageName":"com.example","collapse_key":"k","bandwidthConstrainedOk":true)"),
          shown(
              R"("eventTime":"2026-01-01T00:00:00.5+01:00","notificationCount":"3","visibility":"private")"),
          shown(
              R"("color":"#aaBB00","vibrate_timings":["0.1s"],"light_settings":{"color":{"red":1,"alpha":"0.5"},)"
              R"("lightOnDuration":"1s","lightOffDuration":"0s"},"notification_priority":"priority_max")"),
          R"(,"apns":{"headers":{"apns-priority":"5"},"payload":{"aps":{},"mine":[1]},"fcmOptions":{"image":"i"}})",
          R"(,"webpush":{"headers":{"Urgency":"very-low","TTL":"5"},"notification":{"any":[1]},)"
          R"("fcmOptions":{"link":"https://a.example"}})"}) {
    INFO(more);
    const auto answer = world.push_to_phone(more);
    INFO(http::bytes_of(answer.body));
    CHECK(answer.status == 200);
  }
}

TEST_CASE("A body that is no JSON, or no object") {
  FcmWorld world;
  const auto broken = world.push("to=x");
  CHECK(contains(broken, R"(Unexpected token.\nto=x\n^)"));
  CHECK(contains(broken, "google.rpc.BadRequest"));
  CHECK_FALSE(contains(broken, R"("field")"));
  CHECK(contains(world.push("[1]"), "Root element must be a message."));
  CHECK(contains(world.push(R"({"to":"x"})"), R"(Unknown name \"to\": Cannot find field.)"));
}

TEST_CASE("The priority of a message that names none is that of its sort") {
  FcmWorld world;
  CHECK(world.push_to_phone(R"(,"data":{"a":"1"})").status == 200);
  CHECK(world.phone.seen.back().request.headers.get("priority") == "normal");
  CHECK(world.push_to_phone(R"(,"notification":{"title":"t"})").status == 200);
  CHECK(world.phone.seen.back().request.headers.get("priority") == "high");
  CHECK(world.push_to_phone(R"(,"notification":{"title":"t"},"android":{"priority":"normal"})").status ==
        200);
  CHECK(world.phone.seen.back().request.headers.get("priority") == "normal");
}
