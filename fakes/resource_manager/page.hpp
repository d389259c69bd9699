#pragma once

#include "fakes/resource_manager/call.hpp"

namespace droppoint::fakes::resource_manager {

// What `$top` is where it is not given.
inline constexpr std::size_t kPageSize = 100;

// `{"value":[…],"nextLink":…}`: of the items, which are in the order of their names, those that `$top` and
// `$skipToken` ask for. The token of the next page is the name of the last item of this one, so what is added
// or deleted in between shifts nothing. 400 for a `$top` that is no number from 1 on.
http::Response page_answer(const Call& call, Json items);

}  // namespace droppoint::fakes::resource_manager
