from edr.response.v1 import action_pb2 as _action_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.rpc import status_pb2 as _status_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
EVENT_SOURCE_GATEWAY: EventSource
EVENT_SOURCE_KSC_ANSWER: EventSource
EVENT_SOURCE_KSC_TASK: EventSource
EVENT_SOURCE_UNSPECIFIED: EventSource
SUBMISSION_STATE_ACCEPTED: SubmissionState
SUBMISSION_STATE_CANCELLED: SubmissionState
SUBMISSION_STATE_COMPLETED_WITH_WARNINGS: SubmissionState
SUBMISSION_STATE_DENIED: SubmissionState
SUBMISSION_STATE_EXPIRED: SubmissionState
SUBMISSION_STATE_FAILED: SubmissionState
SUBMISSION_STATE_INCIDENT_ADDED: SubmissionState
SUBMISSION_STATE_OUTCOME_UNKNOWN: SubmissionState
SUBMISSION_STATE_PENDING_APPROVAL: SubmissionState
SUBMISSION_STATE_RECONCILING: SubmissionState
SUBMISSION_STATE_REJECTED: SubmissionState
SUBMISSION_STATE_SUBMITTED: SubmissionState
SUBMISSION_STATE_SUBMITTING: SubmissionState
SUBMISSION_STATE_SUCCEEDED: SubmissionState
SUBMISSION_STATE_SUPERSEDED: SubmissionState
SUBMISSION_STATE_TASK_CREATED: SubmissionState
SUBMISSION_STATE_TASK_RUNNING: SubmissionState
SUBMISSION_STATE_UNSPECIFIED: SubmissionState
SUBMISSION_STATE_UNTRACKED: SubmissionState

class Approval(_message.Message):
    __slots__ = ["approved", "approver", "comment", "decide_time", "expire_time", "reason", "rule"]
    APPROVED_FIELD_NUMBER: _ClassVar[int]
    APPROVER_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    DECIDE_TIME_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    RULE_FIELD_NUMBER: _ClassVar[int]
    approved: bool
    approver: str
    comment: str
    decide_time: _timestamp_pb2.Timestamp
    expire_time: _timestamp_pb2.Timestamp
    reason: str
    rule: str
    def __init__(self, rule: _Optional[str] = ..., reason: _Optional[str] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., approver: _Optional[str] = ..., comment: _Optional[str] = ..., decide_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., approved: bool = ...) -> None: ...

class Context(_message.Message):
    __slots__ = ["case_id", "comment", "labels", "source_event_id"]
    class LabelsEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    CASE_ID_FIELD_NUMBER: _ClassVar[int]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    SOURCE_EVENT_ID_FIELD_NUMBER: _ClassVar[int]
    case_id: str
    comment: str
    labels: _containers.ScalarMap[str, str]
    source_event_id: str
    def __init__(self, case_id: _Optional[str] = ..., source_event_id: _Optional[str] = ..., comment: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ...) -> None: ...

class KscTask(_message.Message):
    __slots__ = ["completed_percent", "display_name", "state", "task_id"]
    COMPLETED_PERCENT_FIELD_NUMBER: _ClassVar[int]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    TASK_ID_FIELD_NUMBER: _ClassVar[int]
    completed_percent: int
    display_name: str
    state: str
    task_id: str
    def __init__(self, task_id: _Optional[str] = ..., display_name: _Optional[str] = ..., state: _Optional[str] = ..., completed_percent: _Optional[int] = ...) -> None: ...

class Submission(_message.Message):
    __slots__ = ["action", "approval", "attempts", "batch_id", "batch_item_id", "context", "create_time", "error", "expire_time", "incident_id", "isolation_submission_id", "principal", "release_submission_id", "release_time", "request_id", "revision", "server", "state", "submission_id", "target_host", "task", "text_warnings", "update_time", "waiting_reason"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    APPROVAL_FIELD_NUMBER: _ClassVar[int]
    ATTEMPTS_FIELD_NUMBER: _ClassVar[int]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    BATCH_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FIELD_NUMBER: _ClassVar[int]
    ERROR_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_ID_FIELD_NUMBER: _ClassVar[int]
    ISOLATION_SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    PRINCIPAL_FIELD_NUMBER: _ClassVar[int]
    RELEASE_SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    RELEASE_TIME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_FIELD_NUMBER: _ClassVar[int]
    TASK_FIELD_NUMBER: _ClassVar[int]
    TEXT_WARNINGS_FIELD_NUMBER: _ClassVar[int]
    UPDATE_TIME_FIELD_NUMBER: _ClassVar[int]
    WAITING_REASON_FIELD_NUMBER: _ClassVar[int]
    action: _action_pb2.ResponseAction
    approval: Approval
    attempts: int
    batch_id: str
    batch_item_id: str
    context: Context
    create_time: _timestamp_pb2.Timestamp
    error: _status_pb2.Status
    expire_time: _timestamp_pb2.Timestamp
    incident_id: int
    isolation_submission_id: str
    principal: str
    release_submission_id: str
    release_time: _timestamp_pb2.Timestamp
    request_id: str
    revision: int
    server: str
    state: SubmissionState
    submission_id: str
    target_host: str
    task: KscTask
    text_warnings: _containers.RepeatedScalarFieldContainer[str]
    update_time: _timestamp_pb2.Timestamp
    waiting_reason: str
    def __init__(self, submission_id: _Optional[str] = ..., batch_id: _Optional[str] = ..., batch_item_id: _Optional[str] = ..., request_id: _Optional[str] = ..., server: _Optional[str] = ..., action: _Optional[_Union[_action_pb2.ResponseAction, _Mapping]] = ..., context: _Optional[_Union[Context, _Mapping]] = ..., target_host: _Optional[str] = ..., state: _Optional[_Union[SubmissionState, str]] = ..., incident_id: _Optional[int] = ..., task: _Optional[_Union[KscTask, _Mapping]] = ..., error: _Optional[_Union[_status_pb2.Status, _Mapping]] = ..., attempts: _Optional[int] = ..., principal: _Optional[str] = ..., create_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., update_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., revision: _Optional[int] = ..., waiting_reason: _Optional[str] = ..., approval: _Optional[_Union[Approval, _Mapping]] = ..., isolation_submission_id: _Optional[str] = ..., release_submission_id: _Optional[str] = ..., release_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., text_warnings: _Optional[_Iterable[str]] = ...) -> None: ...

class SubmissionEvent(_message.Message):
    __slots__ = ["detail", "occur_time", "revision", "source", "state", "submission", "submission_id"]
    DETAIL_FIELD_NUMBER: _ClassVar[int]
    OCCUR_TIME_FIELD_NUMBER: _ClassVar[int]
    REVISION_FIELD_NUMBER: _ClassVar[int]
    SOURCE_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    detail: str
    occur_time: _timestamp_pb2.Timestamp
    revision: int
    source: EventSource
    state: SubmissionState
    submission: Submission
    submission_id: str
    def __init__(self, revision: _Optional[int] = ..., submission_id: _Optional[str] = ..., state: _Optional[_Union[SubmissionState, str]] = ..., occur_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., detail: _Optional[str] = ..., source: _Optional[_Union[EventSource, str]] = ..., submission: _Optional[_Union[Submission, _Mapping]] = ...) -> None: ...

class SubmissionFilter(_message.Message):
    __slots__ = ["batch_id", "create_time_from", "create_time_to", "labels", "server", "states", "target_host", "task_kinds"]
    class LabelsEntry(_message.Message):
        __slots__ = ["key", "value"]
        KEY_FIELD_NUMBER: _ClassVar[int]
        VALUE_FIELD_NUMBER: _ClassVar[int]
        key: str
        value: str
        def __init__(self, key: _Optional[str] = ..., value: _Optional[str] = ...) -> None: ...
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_FROM_FIELD_NUMBER: _ClassVar[int]
    CREATE_TIME_TO_FIELD_NUMBER: _ClassVar[int]
    LABELS_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    STATES_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_FIELD_NUMBER: _ClassVar[int]
    TASK_KINDS_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    create_time_from: _timestamp_pb2.Timestamp
    create_time_to: _timestamp_pb2.Timestamp
    labels: _containers.ScalarMap[str, str]
    server: str
    states: _containers.RepeatedScalarFieldContainer[SubmissionState]
    target_host: str
    task_kinds: _containers.RepeatedScalarFieldContainer[_action_pb2.TaskKind]
    def __init__(self, states: _Optional[_Iterable[_Union[SubmissionState, str]]] = ..., server: _Optional[str] = ..., target_host: _Optional[str] = ..., task_kinds: _Optional[_Iterable[_Union[_action_pb2.TaskKind, str]]] = ..., batch_id: _Optional[str] = ..., labels: _Optional[_Mapping[str, str]] = ..., create_time_from: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., create_time_to: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class SubmissionState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class EventSource(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
