#include <cstddef>
#include <cstdint>
#include <string_view>

#include "emulator/assert.hpp"
#include "fakes/notification_hubs/installations/installation_json.hpp"
#include "fakes/notification_hubs/installations/installation_patch.hpp"
#include "fakes/notification_hubs/registrations/atom_reader.hpp"

namespace hubs = droppoint::fakes::notification_hubs;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  static_cast<void>(hubs::read_registration(text));
  if (const auto installation = hubs::read_installation("i1", text)) {
    static_cast<void>(hubs::registrations_shown_by(*installation));
    const std::string written = hubs::write_installation(*installation);
    const auto again = hubs::read_installation("i1", written);
    DROPPOINT_ASSERT(again.has_value(), "what is written is read back");
    DROPPOINT_ASSERT(hubs::write_installation(*again) == written, "to the same installation");
  }
  hubs::Installation installation{.id = "i1"};
  installation.push_channel = {"AA"};
  installation.tags = {"a"};
  installation.templates["t"].body = "{}";
  installation.secondary_tiles["s"].push_channel = "x";
  if (hubs::apply_patch(installation, text)) static_cast<void>(hubs::write_installation(installation));
  return 0;
}
