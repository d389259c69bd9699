#pragma once

#include <string_view>

#include <tl/expected.hpp>

#include "emulator/http/message.hpp"

namespace droppoint::fakes::resource_manager {

// What was looked for, or the answer that says why there is none.
template <class T>
using OrRefusal = tl::expected<T, http::Response>;

// `{"error":{"code","message"[,"target"]}}`, as Azure Resource Manager and its newer providers answer.
http::Response refuse(int status, std::string_view code, std::string_view message,
                      std::string_view target = {});

// 501, naming the page that says how far this service is emulated.
http::Response not_emulated(std::string_view what);

}  // namespace droppoint::fakes::resource_manager
