from edr.response.v1 import action_pb2 as _action_pb2
from edr.response.v1 import submission_pb2 as _submission_pb2
from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor

class ActionCapability(_message.Message):
    __slots__ = ["cancellable_until", "outcome_tracked", "reversible", "task_kind", "undo"]
    CANCELLABLE_UNTIL_FIELD_NUMBER: _ClassVar[int]
    OUTCOME_TRACKED_FIELD_NUMBER: _ClassVar[int]
    REVERSIBLE_FIELD_NUMBER: _ClassVar[int]
    TASK_KIND_FIELD_NUMBER: _ClassVar[int]
    UNDO_FIELD_NUMBER: _ClassVar[int]
    cancellable_until: _submission_pb2.SubmissionState
    outcome_tracked: bool
    reversible: bool
    task_kind: _action_pb2.TaskKind
    undo: str
    def __init__(self, task_kind: _Optional[_Union[_action_pb2.TaskKind, str]] = ..., outcome_tracked: bool = ..., reversible: bool = ..., undo: _Optional[str] = ..., cancellable_until: _Optional[_Union[_submission_pb2.SubmissionState, str]] = ...) -> None: ...

class ApproveSubmissionRequest(_message.Message):
    __slots__ = ["comment", "submission_id"]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    comment: str
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class ApproveSubmissionResponse(_message.Message):
    __slots__ = ["submission"]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    submission: _submission_pb2.Submission
    def __init__(self, submission: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ...) -> None: ...

class BatchItem(_message.Message):
    __slots__ = ["action", "item_id"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    action: _action_pb2.ResponseAction
    item_id: str
    def __init__(self, item_id: _Optional[str] = ..., action: _Optional[_Union[_action_pb2.ResponseAction, _Mapping]] = ...) -> None: ...

class CancelBatchRequest(_message.Message):
    __slots__ = ["batch_id", "reason"]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    REASON_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    reason: str
    def __init__(self, batch_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CancelBatchResponse(_message.Message):
    __slots__ = ["outcomes"]
    OUTCOMES_FIELD_NUMBER: _ClassVar[int]
    outcomes: _containers.RepeatedCompositeFieldContainer[CancelOutcome]
    def __init__(self, outcomes: _Optional[_Iterable[_Union[CancelOutcome, _Mapping]]] = ...) -> None: ...

class CancelOutcome(_message.Message):
    __slots__ = ["batch_item_id", "cancelled", "state", "submission_id"]
    BATCH_ITEM_ID_FIELD_NUMBER: _ClassVar[int]
    CANCELLED_FIELD_NUMBER: _ClassVar[int]
    STATE_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    batch_item_id: str
    cancelled: bool
    state: _submission_pb2.SubmissionState
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ..., batch_item_id: _Optional[str] = ..., cancelled: bool = ..., state: _Optional[_Union[_submission_pb2.SubmissionState, str]] = ...) -> None: ...

class CancelSubmissionRequest(_message.Message):
    __slots__ = ["reason", "submission_id"]
    REASON_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    reason: str
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ..., reason: _Optional[str] = ...) -> None: ...

class CancelSubmissionResponse(_message.Message):
    __slots__ = ["submission"]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    submission: _submission_pb2.Submission
    def __init__(self, submission: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ...) -> None: ...

class CaughtUp(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetCapabilitiesRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class GetCapabilitiesResponse(_message.Message):
    __slots__ = ["contract_version", "server_version", "servers"]
    CONTRACT_VERSION_FIELD_NUMBER: _ClassVar[int]
    SERVERS_FIELD_NUMBER: _ClassVar[int]
    SERVER_VERSION_FIELD_NUMBER: _ClassVar[int]
    contract_version: str
    server_version: str
    servers: _containers.RepeatedCompositeFieldContainer[ServerCapabilities]
    def __init__(self, contract_version: _Optional[str] = ..., server_version: _Optional[str] = ..., servers: _Optional[_Iterable[_Union[ServerCapabilities, _Mapping]]] = ...) -> None: ...

class GetSubmissionRequest(_message.Message):
    __slots__ = ["submission_id"]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ...) -> None: ...

class GetSubmissionResponse(_message.Message):
    __slots__ = ["submission"]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    submission: _submission_pb2.Submission
    def __init__(self, submission: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ...) -> None: ...

class Heartbeat(_message.Message):
    __slots__ = ["server_time"]
    SERVER_TIME_FIELD_NUMBER: _ClassVar[int]
    server_time: _timestamp_pb2.Timestamp
    def __init__(self, server_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class IsolatedHost(_message.Message):
    __slots__ = ["confirmed", "isolation", "server", "target_host"]
    CONFIRMED_FIELD_NUMBER: _ClassVar[int]
    ISOLATION_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_FIELD_NUMBER: _ClassVar[int]
    confirmed: bool
    isolation: _submission_pb2.Submission
    server: str
    target_host: str
    def __init__(self, server: _Optional[str] = ..., target_host: _Optional[str] = ..., isolation: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ..., confirmed: bool = ...) -> None: ...

class ListIsolatedHostsRequest(_message.Message):
    __slots__ = ["server"]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    server: str
    def __init__(self, server: _Optional[str] = ...) -> None: ...

class ListIsolatedHostsResponse(_message.Message):
    __slots__ = ["hosts"]
    HOSTS_FIELD_NUMBER: _ClassVar[int]
    hosts: _containers.RepeatedCompositeFieldContainer[IsolatedHost]
    def __init__(self, hosts: _Optional[_Iterable[_Union[IsolatedHost, _Mapping]]] = ...) -> None: ...

class ListSubmissionsRequest(_message.Message):
    __slots__ = ["filter", "page_size", "page_token"]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    PAGE_SIZE_FIELD_NUMBER: _ClassVar[int]
    PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    filter: _submission_pb2.SubmissionFilter
    page_size: int
    page_token: str
    def __init__(self, page_size: _Optional[int] = ..., page_token: _Optional[str] = ..., filter: _Optional[_Union[_submission_pb2.SubmissionFilter, _Mapping]] = ...) -> None: ...

class ListSubmissionsResponse(_message.Message):
    __slots__ = ["next_page_token", "submissions"]
    NEXT_PAGE_TOKEN_FIELD_NUMBER: _ClassVar[int]
    SUBMISSIONS_FIELD_NUMBER: _ClassVar[int]
    next_page_token: str
    submissions: _containers.RepeatedCompositeFieldContainer[_submission_pb2.Submission]
    def __init__(self, submissions: _Optional[_Iterable[_Union[_submission_pb2.Submission, _Mapping]]] = ..., next_page_token: _Optional[str] = ...) -> None: ...

class RejectSubmissionRequest(_message.Message):
    __slots__ = ["comment", "submission_id"]
    COMMENT_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    comment: str
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ..., comment: _Optional[str] = ...) -> None: ...

class RejectSubmissionResponse(_message.Message):
    __slots__ = ["submission"]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    submission: _submission_pb2.Submission
    def __init__(self, submission: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ...) -> None: ...

class ServerCapabilities(_message.Message):
    __slots__ = ["actions", "default_server", "max_batch_items", "max_ioc_archive_bytes", "max_ksc_request_bytes", "max_message_bytes", "server", "start_process_repeated", "task_budget", "undocumented_forms_allowed"]
    ACTIONS_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_SERVER_FIELD_NUMBER: _ClassVar[int]
    MAX_BATCH_ITEMS_FIELD_NUMBER: _ClassVar[int]
    MAX_IOC_ARCHIVE_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_KSC_REQUEST_BYTES_FIELD_NUMBER: _ClassVar[int]
    MAX_MESSAGE_BYTES_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    START_PROCESS_REPEATED_FIELD_NUMBER: _ClassVar[int]
    TASK_BUDGET_FIELD_NUMBER: _ClassVar[int]
    UNDOCUMENTED_FORMS_ALLOWED_FIELD_NUMBER: _ClassVar[int]
    actions: _containers.RepeatedCompositeFieldContainer[ActionCapability]
    default_server: bool
    max_batch_items: int
    max_ioc_archive_bytes: int
    max_ksc_request_bytes: int
    max_message_bytes: int
    server: str
    start_process_repeated: bool
    task_budget: int
    undocumented_forms_allowed: bool
    def __init__(self, server: _Optional[str] = ..., default_server: bool = ..., actions: _Optional[_Iterable[_Union[ActionCapability, _Mapping]]] = ..., max_ioc_archive_bytes: _Optional[int] = ..., max_ksc_request_bytes: _Optional[int] = ..., max_batch_items: _Optional[int] = ..., max_message_bytes: _Optional[int] = ..., task_budget: _Optional[int] = ..., undocumented_forms_allowed: bool = ..., start_process_repeated: bool = ...) -> None: ...

class SubmitAndWatchRequest(_message.Message):
    __slots__ = ["action", "context", "expire_time", "request_id", "server"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    action: _action_pb2.ResponseAction
    context: _submission_pb2.Context
    expire_time: _timestamp_pb2.Timestamp
    request_id: str
    server: str
    def __init__(self, request_id: _Optional[str] = ..., server: _Optional[str] = ..., action: _Optional[_Union[_action_pb2.ResponseAction, _Mapping]] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., context: _Optional[_Union[_submission_pb2.Context, _Mapping]] = ...) -> None: ...

class SubmitAndWatchResponse(_message.Message):
    __slots__ = ["caught_up", "cursor", "event", "heartbeat", "submitted"]
    CAUGHT_UP_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    SUBMITTED_FIELD_NUMBER: _ClassVar[int]
    caught_up: CaughtUp
    cursor: str
    event: _submission_pb2.SubmissionEvent
    heartbeat: Heartbeat
    submitted: SubmitResponse
    def __init__(self, submitted: _Optional[_Union[SubmitResponse, _Mapping]] = ..., event: _Optional[_Union[_submission_pb2.SubmissionEvent, _Mapping]] = ..., caught_up: _Optional[_Union[CaughtUp, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., cursor: _Optional[str] = ...) -> None: ...

class SubmitBatchRequest(_message.Message):
    __slots__ = ["context", "expire_time", "items", "request_id", "server", "validate_only"]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    ITEMS_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    context: _submission_pb2.Context
    expire_time: _timestamp_pb2.Timestamp
    items: _containers.RepeatedCompositeFieldContainer[BatchItem]
    request_id: str
    server: str
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., server: _Optional[str] = ..., items: _Optional[_Iterable[_Union[BatchItem, _Mapping]]] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., validate_only: bool = ..., context: _Optional[_Union[_submission_pb2.Context, _Mapping]] = ...) -> None: ...

class SubmitBatchResponse(_message.Message):
    __slots__ = ["batch_id", "deduplicated", "incident_bodies", "submissions"]
    BATCH_ID_FIELD_NUMBER: _ClassVar[int]
    DEDUPLICATED_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_BODIES_FIELD_NUMBER: _ClassVar[int]
    SUBMISSIONS_FIELD_NUMBER: _ClassVar[int]
    batch_id: str
    deduplicated: bool
    incident_bodies: _containers.RepeatedScalarFieldContainer[str]
    submissions: _containers.RepeatedCompositeFieldContainer[_submission_pb2.Submission]
    def __init__(self, batch_id: _Optional[str] = ..., submissions: _Optional[_Iterable[_Union[_submission_pb2.Submission, _Mapping]]] = ..., deduplicated: bool = ..., incident_bodies: _Optional[_Iterable[str]] = ...) -> None: ...

class SubmitRequest(_message.Message):
    __slots__ = ["action", "context", "expire_time", "request_id", "server", "validate_only"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    CONTEXT_FIELD_NUMBER: _ClassVar[int]
    EXPIRE_TIME_FIELD_NUMBER: _ClassVar[int]
    REQUEST_ID_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    VALIDATE_ONLY_FIELD_NUMBER: _ClassVar[int]
    action: _action_pb2.ResponseAction
    context: _submission_pb2.Context
    expire_time: _timestamp_pb2.Timestamp
    request_id: str
    server: str
    validate_only: bool
    def __init__(self, request_id: _Optional[str] = ..., server: _Optional[str] = ..., action: _Optional[_Union[_action_pb2.ResponseAction, _Mapping]] = ..., expire_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., validate_only: bool = ..., context: _Optional[_Union[_submission_pb2.Context, _Mapping]] = ...) -> None: ...

class SubmitResponse(_message.Message):
    __slots__ = ["deduplicated", "incident_body", "submission"]
    DEDUPLICATED_FIELD_NUMBER: _ClassVar[int]
    INCIDENT_BODY_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_FIELD_NUMBER: _ClassVar[int]
    deduplicated: bool
    incident_body: str
    submission: _submission_pb2.Submission
    def __init__(self, submission: _Optional[_Union[_submission_pb2.Submission, _Mapping]] = ..., deduplicated: bool = ..., incident_body: _Optional[str] = ...) -> None: ...

class WatchSubmissionRequest(_message.Message):
    __slots__ = ["after_cursor", "submission_id"]
    AFTER_CURSOR_FIELD_NUMBER: _ClassVar[int]
    SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    after_cursor: str
    submission_id: str
    def __init__(self, submission_id: _Optional[str] = ..., after_cursor: _Optional[str] = ...) -> None: ...

class WatchSubmissionResponse(_message.Message):
    __slots__ = ["caught_up", "cursor", "event", "heartbeat"]
    CAUGHT_UP_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    caught_up: CaughtUp
    cursor: str
    event: _submission_pb2.SubmissionEvent
    heartbeat: Heartbeat
    def __init__(self, event: _Optional[_Union[_submission_pb2.SubmissionEvent, _Mapping]] = ..., caught_up: _Optional[_Union[CaughtUp, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., cursor: _Optional[str] = ...) -> None: ...

class WatchSubmissionsRequest(_message.Message):
    __slots__ = ["after_cursor", "filter"]
    AFTER_CURSOR_FIELD_NUMBER: _ClassVar[int]
    FILTER_FIELD_NUMBER: _ClassVar[int]
    after_cursor: str
    filter: _submission_pb2.SubmissionFilter
    def __init__(self, filter: _Optional[_Union[_submission_pb2.SubmissionFilter, _Mapping]] = ..., after_cursor: _Optional[str] = ...) -> None: ...

class WatchSubmissionsResponse(_message.Message):
    __slots__ = ["caught_up", "cursor", "event", "heartbeat"]
    CAUGHT_UP_FIELD_NUMBER: _ClassVar[int]
    CURSOR_FIELD_NUMBER: _ClassVar[int]
    EVENT_FIELD_NUMBER: _ClassVar[int]
    HEARTBEAT_FIELD_NUMBER: _ClassVar[int]
    caught_up: CaughtUp
    cursor: str
    event: _submission_pb2.SubmissionEvent
    heartbeat: Heartbeat
    def __init__(self, event: _Optional[_Union[_submission_pb2.SubmissionEvent, _Mapping]] = ..., caught_up: _Optional[_Union[CaughtUp, _Mapping]] = ..., heartbeat: _Optional[_Union[Heartbeat, _Mapping]] = ..., cursor: _Optional[str] = ...) -> None: ...
