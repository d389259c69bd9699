#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "emulator/journal/journal.hpp"
#include "emulator/owner/door.hpp"
#include "emulator/owner/outgoing.hpp"
#include "emulator/wire/wire.hpp"
#include "fakes/cloud.hpp"
#include "fakes/outside_endpoints.hpp"
#include "fakes/resources/metrics.hpp"
#include "fakes/resources/store.hpp"

namespace droppoint::fakes {

// One of each party on one wire: what a Cloud consists of. The only place that sees all fakes.
class CloudCore {
 public:
  // Throws CloudError where the configuration describes something that a fake refuses (a device of no
  // platform).
  explicit CloudCore(CloudOptions options);
  ~CloudCore();

  // All parts anew, in a new run of the journal.
  void reset(std::optional<std::uint64_t> seed);

  sim::Scheduler& scheduler();
  wire::Wire& wire();
  owner::Door& door();
  journal::Journal& journal() { return *journal_; }
  resources::Store& store();
  const resources::Metrics& metrics() const;
  const config::CloudConfig& config() const { return config_; }
  const Clock& clock() const { return options_.clock; }
  void set_clock(Clock clock) { options_.clock = clock; }
  std::uint64_t seed() const { return seed_; }

  // Lets it through the door and runs what is due. Nothing while it waits for the clock; in `skip` the clock
  // moves to the next work until there is an answer.
  std::optional<wire::Answer> perform(owner::Request request);
  // What `perform` begins with, for whoever waits in another way: the answer appears there.
  std::shared_ptr<std::optional<wire::Answer>> admit(owner::Request request);

  // Told of each message that a service sends to a client by its WebSocket (fakes/outside_client.hpp), also
  // after a reset.
  void on_message_to_client(std::function<void(const http::Request&)> pass_on);

  // Who makes the real calls to webhooks, also after a reset. Null: nobody. It outlives this.
  void call_outside_by(owner::Outgoing* outgoing);
  OutsideEndpoints& outside();
  // See Cloud::answer_url().
  void answer_url(std::string prefix, std::function<http::Response(const http::Request&)> answer);

  // The party that answers a control call, by its path below /_droppoint/v1/. Nothing for calls that no party
  // answers.
  static std::optional<wire::Party> control_party(std::string_view path);

  // An Entra token for Resource Manager, for the handles' own management calls.
  std::string management_token();

 private:
  struct Parts;
  void build();
  void add_devices();

  CloudOptions options_;
  config::CloudConfig config_;
  std::uint64_t seed_;
  std::shared_ptr<journal::Journal> journal_;
  std::function<void(const http::Request&)> pass_on_;
  owner::Outgoing* outgoing_ = nullptr;
  // Prefix → handler.
  std::map<std::string, OutsideEndpoints::Handler> handlers_;
  std::unique_ptr<Parts> parts_;
};

}  // namespace droppoint::fakes
