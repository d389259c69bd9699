#include "fakes/auth/rfc6979.hpp"

namespace droppoint::auth {
namespace {

constexpr std::string_view kZero("\0", 1);
constexpr std::string_view kOne("\1", 1);

}  // namespace

DeterministicNonces::DeterministicNonces(std::string_view scalar, std::string_view reduced_digest)
    : key_(std::string(kSha256Bytes, '\0')), value_(kSha256Bytes, '\1') {
  for (const std::string_view separator : {kZero, kOne}) {
    key_ = HmacKey(key_.sign({value_, separator, scalar, reduced_digest}));
    value_ = key_.sign(value_);
  }
}

std::string DeterministicNonces::next() {
  if (drawn_) {
    key_ = HmacKey(key_.sign({value_, kZero}));
    value_ = key_.sign(value_);
  }
  drawn_ = true;
  value_ = key_.sign(value_);
  return value_;
}

}  // namespace droppoint::auth
