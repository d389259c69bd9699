#include <catch2/catch.hpp>

#include <memory>

#include "fakes/notification_hubs/messages.hpp"
#include "tests/support/test_world.hpp"

namespace droppoint::test {

using notification_hubs::HubName;
using notification_hubs::Message;
using notification_hubs::Messages;
using notification_hubs::MessageState;
using notification_hubs::TargetOutcome;

namespace {

const HubName kHub{"contoso", "hub1"};

struct MessagesWorld {
  sim::Scheduler scheduler{kStart};
  Messages messages{scheduler, sim::Random(7)};

  std::string open(MessageState state = MessageState::enqueued) {
    Message message{.hub = kHub, .format = "apple"};
    message.state = state;
    return messages.open(std::move(message));
  }
  void record(const std::string& id, std::string_view outcome) {
    messages.record(id, TargetOutcome{.platform = "apple", .handle = "aa", .outcome = outcome});
  }
  MessageState state(const std::string& id) { return messages.find(id)->state; }
};

}  // namespace

TEST_CASE("a message goes from enqueued over processing to completed, with its times") {
  MessagesWorld world;
  const std::string id = world.open();
  CHECK(world.state(id) == MessageState::enqueued);
  CHECK_FALSE(world.messages.find(id)->started_at);
  world.scheduler.advance_to(kStart + std::chrono::seconds(1));
  world.messages.start(id, {"apple"}, 2);
  CHECK(world.state(id) == MessageState::processing);
  world.scheduler.advance_to(kStart + std::chrono::seconds(5));
  world.record(id, "Success");
  CHECK(world.state(id) == MessageState::processing);
  world.record(id, notification_hubs::kAbandoned);
  const Message& message = *world.messages.find(id);
  CHECK(message.state == MessageState::completed);
  CHECK(message.enqueued_at == kStart);
  CHECK(message.started_at == kStart + std::chrono::seconds(1));
  CHECK(message.ended_at == kStart + std::chrono::seconds(5));
  CHECK(message.outcomes.size() == 2);
}

TEST_CASE("a message without targets has found none, and one of abandoned targets alone is abandoned") {
  MessagesWorld world;
  const std::string nobody = world.open();
  world.messages.start(nobody, {"apple"}, 0);
  CHECK(world.state(nobody) == MessageState::no_target_found);
  CHECK(world.messages.find(nobody)->ended_at == kStart);
  const std::string late = world.open();
  world.messages.start(late, {"apple"}, 1);
  world.record(late, notification_hubs::kAbandoned);
  CHECK(world.state(late) == MessageState::abandoned);
}

TEST_CASE("only a scheduled message can be cancelled, once") {
  MessagesWorld world;
  const std::string id = world.open(MessageState::scheduled);
  CHECK(world.messages.cancel(id));
  CHECK(world.state(id) == MessageState::canceled);
  CHECK_FALSE(world.messages.cancel(id));
  CHECK_FALSE(world.messages.cancel(world.open()));
  CHECK_FALSE(world.messages.cancel("no-such-message"));
}

TEST_CASE("a message is found by its hub's name and its id, in any case, for 30 days after its end") {
  MessagesWorld world;
  const std::string id = world.open();
  world.messages.start(id, {"apple"}, 1);
  world.scheduler.advance_to(kStart + Messages::kRetention * 2);
  CHECK(world.messages.find(HubName{"CONTOSO", "Hub1"}, id) != nullptr);
  CHECK(world.messages.find(HubName{"contoso", "hub2"}, id) == nullptr);
  CHECK(world.messages.find(HubName{"other", "hub1"}, id) == nullptr);
  world.record(id, "Success");
  const sim::Time end = world.scheduler.now();
  world.scheduler.advance_to(end + Messages::kRetention - sim::Duration(1));
  CHECK(world.messages.find(kHub, id) != nullptr);
  world.scheduler.advance_to(end + Messages::kRetention);
  CHECK(world.messages.find(kHub, id) == nullptr);
}

TEST_CASE("the number of messages is bounded, and what is under way stays") {
  MessagesWorld world;
  const std::string first = world.open();
  world.messages.start(first, {"apple"}, 1);
  std::string second;
  for (std::size_t made = 0; made <= Messages::kMessagesMax; ++made) {
    const std::string id = world.open();
    if (second.empty()) second = id;
    world.messages.start(id, {"apple"}, 0);
  }
  CHECK(world.messages.find(first) != nullptr);
  CHECK(world.messages.find(second) == nullptr);
}

TEST_CASE("who waits for a message goes on with its last outcome") {
  MessagesWorld world;
  const std::string id = world.open();
  const auto seen = std::make_shared<std::size_t>(0);
  const auto wait = [](Messages* messages, std::string of,
                       std::shared_ptr<std::size_t> result) -> sim::Task<void> {
    auto ended = messages->ended(of);
    co_await ended;
    *result = messages->find(of)->outcomes.size();
  };
  world.messages.start(id, {"apple"}, 2);
  world.scheduler.spawn(wait(&world.messages, id, seen), "test");
  world.record(id, "Success");
  world.scheduler.run_due();
  CHECK(*seen == 0);
  world.record(id, "BadChannel");
  world.scheduler.run_due();
  CHECK(*seen == 2);
  *seen = 0;
  world.scheduler.spawn(wait(&world.messages, id, seen), "late");
  world.scheduler.run_due();
  CHECK(*seen == 2);
  world.scheduler.destroy_tasks();
}

}  // namespace droppoint::test
