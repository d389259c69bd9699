#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "emulator/net/host_list.hpp"

struct evp_pkey_st;
struct x509_st;

// X.509 by OpenSSL, thinly. Private to net. Null: OpenSSL refused, or the text is not what it should be.

namespace droppoint::net {

using Key = std::shared_ptr<evp_pkey_st>;
using Certificate = std::shared_ptr<x509_st>;
using Days = std::chrono::duration<int, std::ratio<86'400>>;

// ECDSA P-256.
Key make_key();
std::string to_pem(const Key& key);
// Null for a key of another kind too.
Key key_from_pem(std::string_view pem);
std::string to_pem(const Certificate& certificate);
Certificate certificate_from_pem(std::string_view pem);

// A certificate authority that can vouch for `hosts` and loopback only (X.509 name constraints, critical).
Certificate make_authority(const Key& key, const HostList& hosts, Days valid);
// Whether `authority` is of that key, has exactly those constraints, and lasts longer than `days`.
bool is_authority_for(const Certificate& authority, const Key& key, const HostList& hosts, Days days);

// A server's certificate for these names and loopback. `addresses` beside 127.0.0.1 and ::1.
Certificate make_leaf(const Certificate& authority, const Key& authority_key, const Key& key,
                      const std::vector<std::string>& names, const std::vector<std::string>& addresses,
                      Days valid);
bool lasts(const Certificate& certificate, Days days);

// Letters, digits, hyphens, underscores and dots, as X.509 and DNS allow: nothing else may enter a
// certificate.
bool is_host_name(std::string_view name);

}  // namespace droppoint::net
