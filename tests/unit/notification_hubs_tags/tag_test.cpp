#include <catch2/catch.hpp>

#include "fakes/notification_hubs/tags/tag.hpp"

namespace droppoint::fakes::notification_hubs {

TEST_CASE("a tag has letters, digits and six other characters, and at most 120 of them") {
  CHECK(is_tag("aZ09_@#.:-"));
  CHECK(is_tag(std::string(120, 'x')));
  CHECK_FALSE(is_tag(std::string(121, 'x')));
  CHECK_FALSE(is_tag(""));
  for (const char* wrong : {"a b", "a,b", "a&b", "a!", "(a)", "$a", "\xC3\xA9", "a/b", "a=b", "{a}"}) {
    INFO(wrong);
    CHECK_FALSE(is_tag(wrong));
  }
}

TEST_CASE("a send may also name an installation or a user, in braces") {
  CHECK(is_target_tag("$InstallationId:{a-b=1}"));
  CHECK(is_target_tag("$UserId:{alice@contoso.com}"));
  CHECK(is_target_tag(installation_tag("i1")));
  CHECK(is_target_tag(user_tag("u1")));
  for (const char* wrong : {"$InstallationId:a", "$InstallationId:{}", "$installationId:{a}", "$UserId:{a b}",
                            "$Other:{a}", "$UserId:{a}x", "$UserId:{{a}}"}) {
    INFO(wrong);
    CHECK_FALSE(is_target_tag(wrong));
  }
}

TEST_CASE("a list of tags keeps its order and each tag once") {
  CHECK(*read_tag_list("b, a,b ,c") == std::vector<std::string>{"b", "a", "c"});
  CHECK(read_tag_list("")->empty());
  CHECK(read_tag_list("  ")->empty());
}

TEST_CASE("a list with a wrong tag, an empty one or too many is refused") {
  CHECK_FALSE(read_tag_list("a,,b"));
  CHECK_FALSE(read_tag_list("a,"));
  CHECK_FALSE(read_tag_list("a b"));
  CHECK(read_tag_list("$UserId:{a}").error().message == "Tags can not start with $");
  std::string many;
  for (int index = 0; index < 60; ++index) many += (index == 0 ? "t" : ",t") + std::to_string(index);
  CHECK(read_tag_list(many));
  CHECK_FALSE(read_tag_list(many + ",one-more"));
}

}  // namespace droppoint::fakes::notification_hubs
