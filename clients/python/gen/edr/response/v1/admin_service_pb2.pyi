from edr.response.v1 import action_pb2 as _action_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
POLICY_VERDICT_ALLOWED: PolicyVerdict
POLICY_VERDICT_DENIED: PolicyVerdict
POLICY_VERDICT_NEEDS_APPROVAL: PolicyVerdict
POLICY_VERDICT_UNDECIDED: PolicyVerdict
POLICY_VERDICT_UNSPECIFIED: PolicyVerdict

class AuditRecord(_message.Message):
    __slots__ = ["detail_json", "hash", "incident_id", "operation", "outcome", "peer", "principal", "rule", "sequence", "server", "submission_id", "target_host", "time"]
    DETAIL_JSON_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_ID_FIELD_NUMBER: _ClassVar[int]
    OPERATION_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_FIELD_NUMBER: _ClassVar[int]
    PEER_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_FIELD_NUMBER: _ClassVar[int]
    TIME_FIELD_NUMBER: _ClassVar[int]
    detail_json: str
    hash: str
    incident_id: int
    operation: str
    outcome: str
    peer: str
    principal: str
    rule: str
    sequence: int
    server: str
    submission_id: str
    target_host: str
    time: _timestamp_pb2.Timestamp
    def __init__(self, sequence: _Optional[int] = ..., time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., principal: _Optional[str] = ..., peer: _Optional[str] = ..., operation: _Optional[str] = ..., outcome: _Optional[str] = ..., rule: _Optional[str] = ..., submission_id: _Optional[str] = ..., server: _Optional[str] = ..., target_host: _Optional[str] = ..., incident_id: _Optional[int] = ..., detail_json: _Optional[str] = ..., hash: _Optional[str] = ...) -> None: ...

class CheckPolicyRequest(_message.Message):
    __slots__ = ["policy"]
    POLICY_FIELD_NUMBER: _ClassVar[int]
    policy: str
    def __init__(self, policy: _Optional[str] = ...) -> None: ...

class CheckPolicyResponse(_message.Message):
    __slots__ = ["problems"]
    PROBLEMS_FIELD_NUMBER: _ClassVar[int]
    problems: _containers.RepeatedScalarFieldContainer[str]
    def __init__(self, problems: _Optional[_Iterable[str]] = ...) -> None: ...

class CreateTokenRequest(_message.Message):
    __slots__ = ["description", "expire_time", "principal"]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    description: str
    expire_time: _timestamp_pb2.Timestamp
    principal: str
    def __init__(self, principal: _Optional[str] = ..., description: _Optional[str] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class CreateTokenResponse(_message.Message):
    __slots__ = ["secret", "token"]
    SECRET_FIELD_NUMBER: _ClassVar[int]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    secret: str
    token: Token
    def __init__(self, secret: _Optional[str] = ..., token: _Optional[_Union[Token, _Mapping]] = ...) -> None: ...

class ExplainPolicyRequest(_message.Message):
    __slots__ = ["action", "principal", "server"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    action: _action_pb2.ResponseAction
    principal: str
    server: str
    def __init__(self, principal: _Optional[str] = ..., server: _Optional[str] = ..., action: _Optional[_Union[_action_pb2.ResponseAction, _Mapping]] = ...) -> None: ...

class ExplainPolicyResponse(_message.Message):
    __slots__ = ["effects", "reason", "rule", "steps", "verdict"]
    EFFECTS_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    STEPS_FIELD_NUMBER: _ClassVar[int]
    VERDICT_FIELD_NUMBER: _ClassVar[int]
    effects: _containers.RepeatedScalarFieldContainer[str]
    reason: str
    rule: str
    steps: _containers.RepeatedScalarFieldContainer[str]
    verdict: PolicyVerdict
    def __init__(self, verdict: _Optional[_Union[PolicyVerdict, str]] = ..., rule: _Optional[str] = ..., reason: _Optional[str] = ..., effects: _Optional[_Iterable[str]] = ..., steps: _Optional[_Iterable[str]] = ...) -> None: ...

class ExportAuditRequest(_message.Message):
    __slots__ = ["from_sequence"]
    FROM_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    from_sequence: int
    def __init__(self, from_sequence: _Optional[int] = ...) -> None: ...

class ExportAuditResponse(_message.Message):
    __slots__ = ["record"]
    RECORD_FIELD_NUMBER: _ClassVar[int]
    record: AuditRecord
    def __init__(self, record: _Optional[_Union[AuditRecord, _Mapping]] = ...) -> None: ...

class GetSendingStateRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetSendingStateResponse(_message.Message):
    __slots__ = ["state"]
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: SendingState
    def __init__(self, state: _Optional[_Union[SendingState, _Mapping]] = ...) -> None: ...

class ListTokensRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListTokensResponse(_message.Message):
    __slots__ = ["tokens"]
    TOKENS_FIELD_NUMBER: _ClassVar[int]
    tokens: _containers.RepeatedCompositeFieldContainer[Token]
    def __init__(self, tokens: _Optional[_Iterable[_Union[Token, _Mapping]]] = ...) -> None: ...

class ResumeSendingRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ResumeSendingResponse(_message.Message):
    __slots__ = ["state"]
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: SendingState
    def __init__(self, state: _Optional[_Union[SendingState, _Mapping]] = ...) -> None: ...

class RevokeTokenRequest(_message.Message):
    __slots__ = ["token_id"]
    TOKEN_ID_FIELD_NUMBER: _ClassVar[int]
    token_id: str
    def __init__(self, token_id: _Optional[str] = ...) -> None: ...

class RevokeTokenResponse(_message.Message):
    __slots__ = ["token"]
    TOKEN_FIELD_NUMBER: _ClassVar[int]
    token: Token
    def __init__(self, token: _Optional[_Union[Token, _Mapping]] = ...) -> None: ...

class SendingState(_message.Message):
    __slots__ = ["change_time", "principal", "reason", "stopped"]
    CHANGE_TIME_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    STOPPED_FIELD_NUMBER: _ClassVar[int]
    change_time: _timestamp_pb2.Timestamp
    principal: str
    reason: str
    stopped: bool
    def __init__(self, stopped: bool = ..., reason: _Optional[str] = ..., principal: _Optional[str] = ..., change_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class StopSendingRequest(_message.Message):
    __slots__ = ["reason"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    reason: str
    def __init__(self, reason: _Optional[str] = ...) -> None: ...

class StopSendingResponse(_message.Message):
    __slots__ = ["state"]
    STATE_FIELD_NUMBER: _ClassVar[int]
    state: SendingState
    def __init__(self, state: _Optional[_Union[SendingState, _Mapping]] = ...) -> None: ...

class Token(_message.Message):
    __slots__ = ["create_time", "creator", "description", "expire_time", "principal", "revoke_time", "token_id"]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    CREATOR_FIELD_NUMBER: _ClassVar[int]
    DESCRIPTION_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    REVOKE_TIME_FIELD_NUMBER: _ClassVar[int]
    TOKEN_ID_FIELD_NUMBER: _ClassVar[int]
    create_time: _timestamp_pb2.Timestamp
    creator: str
    description: str
    expire_time: _timestamp_pb2.Timestamp
    principal: str
    revoke_time: _timestamp_pb2.Timestamp
    token_id: str
    def __init__(self, token_id: _Optional[str] = ..., principal: _Optional[str] = ..., description: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., revoke_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., creator: _Optional[str] = ...) -> None: ...

class VerifyAuditRequest(_message.Message):
    __slots__ = ["expect_hash", "expect_sequence"]
    EXPECT_HASH_FIELD_NUMBER: _ClassVar[int]
    EXPECT_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    expect_hash: str
    expect_sequence: int
    def __init__(self, expect_sequence: _Optional[int] = ..., expect_hash: _Optional[str] = ...) -> None: ...

class VerifyAuditResponse(_message.Message):
    __slots__ = ["first_bad_sequence", "head_hash", "intact", "problem", "records"]
    FIRST_BAD_SEQUENCE_FIELD_NUMBER: _ClassVar[int]
    HEAD_HASH_FIELD_NUMBER: _ClassVar[int]
    INTACT_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    RECORDS_FIELD_NUMBER: _ClassVar[int]
    first_bad_sequence: int
    head_hash: str
    intact: bool
    problem: str
    records: int
    def __init__(self, intact: bool = ..., records: _Optional[int] = ..., first_bad_sequence: _Optional[int] = ..., problem: _Optional[str] = ..., head_hash: _Optional[str] = ...) -> None: ...

class PolicyVerdict(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
