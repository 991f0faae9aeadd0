#pragma once

#include <string>

#include <edrgrpc/client.h>

#include "json.h"

/// The steps of scenario.json, through the package as its users have it.
class Steps {
public:
    /// The server without a token, and the token for it.
    Steps(edrgrpc::ClientOptions server, const std::string& token, std::string control_url);

    /// Throws when the step fails.
    void Play(const std::string& name, const google::protobuf::Struct& step);

private:
    void NineKinds(const google::protobuf::Struct& step);
    void BadRequest(const google::protobuf::Struct& step);
    void BadRequestCut(const google::protobuf::Struct& step);
    void Duplicate(const google::protobuf::Struct& step);
    void SubmitAndWatch(const google::protobuf::Struct& step);
    void WatchResumes(const google::protobuf::Struct& step);
    void Deadline(const google::protobuf::Struct& step);
    void CancelCall(const google::protobuf::Struct& step);
    void CancelSubmission(const google::protobuf::Struct& step);
    void ListPages(const google::protobuf::Struct& step);
    void Unauthenticated(const google::protobuf::Struct& step);
    void UnicodePath(const google::protobuf::Struct& step);

    edrgrpc::ClientOptions server_;
    edrgrpc::Client client_;
    std::string control_url_;
};
