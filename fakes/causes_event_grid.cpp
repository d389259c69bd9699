#include <array>

#include "fakes/causes_tables.hpp"

// Causes on the way through Event Grid, beside the three drop points: the event itself, or what a subscriber
// of the tutorial's kind should have done with it.

namespace droppoint::fakes {
namespace {

constexpr std::string_view kCommunicationEvents =
    "https://learn.microsoft.com/azure/event-grid/event-schema-communication-services";
constexpr std::string_view kFiltering = "https://learn.microsoft.com/azure/event-grid/event-filtering";
constexpr std::string_view kValidation =
    "https://learn.microsoft.com/azure/event-grid/end-point-validation-event-grid-events-schema";
constexpr std::string_view kDelivery = "https://learn.microsoft.com/azure/event-grid/delivery-and-retry";
constexpr std::string_view kDeadLetter = "https://learn.microsoft.com/azure/event-grid/manage-event-delivery";
constexpr std::string_view kTutorial =
    "https://learn.microsoft.com/azure/communication-services/tutorials/"
    "add-voip-push-notifications-event-grid";

constexpr std::array<Cause, 7> kCausesOfEventGrid{{
    {"no-subscription", 0, "No event subscription of the resource exists.",
     "The resource's metric of matched events stands still; nothing is delivered.",
     "Create an event subscription on the Communication Services resource.", kCommunicationEvents},
    {"filtered-out", 0, "The filters of every event subscription left the event out.",
     "The event counts as unmatched; nothing is delivered and nothing is logged.",
     "Check included event types, subject filters and advanced filters against the event's own fields.",
     kFiltering},
    {"handshake-failed", 0, "The endpoint did not prove that it wants the events.",
     "Creating the subscription ends in Failed or AwaitingManualAction; no event is ever sent.",
     "Answer the validation event with 200 and its validationResponse, or open the validation URL in time.",
     kValidation},
    {"endpoint-failed", 0, "The endpoint did not accept the event, and there is nowhere to keep it.",
     "Deliveries fail in the subscription's metrics until the attempts are used up, then the event is "
     "dropped.",
     "Answer 200 to 204 within 30 seconds, and configure a dead-letter destination.", kDelivery},
    {"dead-lettered", 0,
     "The endpoint did not accept the event, which was put into the dead-letter container.",
     "A blob with the event, the reason and the number of attempts appears; the dead-letter metric rises.",
     "Mend the endpoint and process what is in the container.", kDeadLetter},
    {"event-expired", 0, "The event was not delivered within its time to live.",
     "The subscription's metric of dropped events rises.",
     "Raise eventTimeToLiveInMinutes, or bring the endpoint back sooner.", kDelivery},
    {"function-did-not-send", 0, "The subscriber took the event and sent nothing to the hub.",
     "Event Grid shows a successful delivery; the hub's `incoming.all.requests` stands still.",
     "Look into the function's own log: device look-up, the hub's connection string and its exceptions.",
     kTutorial},
}};

}  // namespace

std::span<const Cause> causes_of_event_grid() {
  return kCausesOfEventGrid;
}

}  // namespace droppoint::fakes
