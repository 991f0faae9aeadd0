#pragma once

#include <stdexcept>
#include <string>

#include <google/protobuf/struct.pb.h>
#include <google/protobuf/util/json_util.h>

/// JSON with what protobuf brings: scenario.json is a Struct, its requests are read as proto JSON.
inline const google::protobuf::Value& At(const google::protobuf::Struct& object, const std::string& name) {
    return object.fields().at(name);
}

inline const std::string& TextAt(const google::protobuf::Struct& object, const std::string& name) {
    return At(object, name).string_value();
}

template <class Message>
std::string ToJson(const Message& message) {
    std::string text;
    const auto status = google::protobuf::util::MessageToJsonString(message, &text);
    return status.ok() ? text : throw std::runtime_error(status.ToString());
}

template <class Message>
Message FromJson(const std::string& text) {
    Message message;
    const auto status = google::protobuf::util::JsonStringToMessage(text, &message);
    return status.ok() ? message : throw std::runtime_error(status.ToString());
}

template <class Message>
Message Read(const google::protobuf::Value& value) {
    return FromJson<Message>(ToJson(value));
}
