#pragma once

#include "fakes/resource_manager/call.hpp"

// Every operation that is emulated, each in a file of its name. Which request means which is in routes.cpp.
// The subscription and the resource group in the path exist when an operation is called.

namespace droppoint::fakes::resource_manager {

// Subscriptions and resource groups.
http::Response list_subscriptions(Call& call);
http::Response get_subscription(Call& call);
http::Response list_groups(Call& call);
http::Response put_group(Call& call);
http::Response get_group(Call& call);
http::Response check_group(Call& call);
http::Response delete_group(Call& call);
http::Response get_group_deletion(Call& call);

// Microsoft.Communication/communicationServices.
http::Response put_communication(Call& call);
http::Response patch_communication(Call& call);
http::Response get_communication(Call& call);
http::Response delete_communication(Call& call);
http::Response list_communication(Call& call);
http::Response list_communication_keys(Call& call);
http::Response regenerate_communication_key(Call& call);
http::Response link_notification_hub(Call& call);
http::Response check_communication_name(Call& call);
http::Response get_operation_status(Call& call);
http::Response get_operation_result(Call& call);
http::Response list_communication_operations(Call& call);

// Microsoft.NotificationHubs.
http::Response list_provider_operations(Call& call);

// Microsoft.NotificationHubs/namespaces.
http::Response put_namespace(Call& call);
http::Response patch_namespace(Call& call);
http::Response get_namespace(Call& call);
http::Response delete_namespace(Call& call);
http::Response list_namespaces(Call& call);
http::Response check_namespace_name(Call& call);
http::Response get_namespace_credentials(Call& call);
http::Response refuse_private_endpoints(Call& call);

// …/notificationHubs.
http::Response put_hub(Call& call);
http::Response patch_hub(Call& call);
http::Response get_hub(Call& call);
http::Response delete_hub(Call& call);
http::Response list_hubs(Call& call);
http::Response check_hub_name(Call& call);
http::Response get_hub_credentials(Call& call);

// …/authorizationRules, of a namespace or of a hub.
http::Response put_policy(Call& call);
http::Response get_policy(Call& call);
http::Response delete_policy(Call& call);
http::Response list_policies(Call& call);
http::Response list_policy_keys(Call& call);
http::Response regenerate_policy_key(Call& call);

}  // namespace droppoint::fakes::resource_manager
