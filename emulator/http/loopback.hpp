#pragma once

#include <string_view>

namespace droppoint::http {

// "localhost", names below it, 127.0.0.0/8 and "[::1]", with or without a port, in any case.
bool is_loopback_name(std::string_view authority);

}  // namespace droppoint::http
