from google.protobuf import timestamp_pb2 as _timestamp_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

BACKGROUND_CONNECTION_AVAILABLE: BackgroundConnection
BACKGROUND_CONNECTION_OFF: BackgroundConnection
BACKGROUND_CONNECTION_UNSPECIFIED: BackgroundConnection
BREAKER_STATE_CLOSED: BreakerState
BREAKER_STATE_HALF_OPEN: BreakerState
BREAKER_STATE_OPEN: BreakerState
BREAKER_STATE_UNSPECIFIED: BreakerState
CERTIFICATE_CHECK_NONE: CertificateCheck
CERTIFICATE_CHECK_PINNED: CertificateCheck
CERTIFICATE_CHECK_SYSTEM_TRUST: CertificateCheck
CERTIFICATE_CHECK_UNSPECIFIED: CertificateCheck
DESCRIPTOR: _descriptor.FileDescriptor

class FindHostsRequest(_message.Message):
    __slots__ = ["fqdn", "limit", "name", "server", "text"]
    FQDN_FIELD_NUMBER: _ClassVar[int]
    LIMIT_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    TEXT_FIELD_NUMBER: _ClassVar[int]
    fqdn: str
    limit: int
    name: str
    server: str
    text: str
    def __init__(self, server: _Optional[str] = ..., name: _Optional[str] = ..., fqdn: _Optional[str] = ..., text: _Optional[str] = ..., limit: _Optional[int] = ...) -> None: ...

class FindHostsResponse(_message.Message):
    __slots__ = ["host"]
    HOST_FIELD_NUMBER: _ClassVar[int]
    host: Host
    def __init__(self, host: _Optional[_Union[Host, _Mapping]] = ...) -> None: ...

class GetServerStatusRequest(_message.Message):
    __slots__ = ["server"]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    server: str
    def __init__(self, server: _Optional[str] = ...) -> None: ...

class GetServerStatusResponse(_message.Message):
    __slots__ = ["authenticated", "background_connection", "breaker", "last_answer_time", "linux_edition", "live_tasks", "oldest_submission_id", "problem", "reachable", "server", "task_budget", "unfinished_submissions", "version", "version_supported"]
    AUTHENTICATED_FIELD_NUMBER: _ClassVar[int]
    BACKGROUND_CONNECTION_FIELD_NUMBER: _ClassVar[int]
    BREAKER_FIELD_NUMBER: _ClassVar[int]
    LAST_ANSWER_TIME_FIELD_NUMBER: _ClassVar[int]
    LINUX_EDITION_FIELD_NUMBER: _ClassVar[int]
    LIVE_TASKS_FIELD_NUMBER: _ClassVar[int]
    OLDEST_SUBMISSION_ID_FIELD_NUMBER: _ClassVar[int]
    PROBLEM_FIELD_NUMBER: _ClassVar[int]
    REACHABLE_FIELD_NUMBER: _ClassVar[int]
    SERVER_FIELD_NUMBER: _ClassVar[int]
    TASK_BUDGET_FIELD_NUMBER: _ClassVar[int]
    UNFINISHED_SUBMISSIONS_FIELD_NUMBER: _ClassVar[int]
    VERSION_FIELD_NUMBER: _ClassVar[int]
    VERSION_SUPPORTED_FIELD_NUMBER: _ClassVar[int]
    authenticated: bool
    background_connection: BackgroundConnection
    breaker: BreakerState
    last_answer_time: _timestamp_pb2.Timestamp
    linux_edition: bool
    live_tasks: int
    oldest_submission_id: str
    problem: str
    reachable: bool
    server: str
    task_budget: int
    unfinished_submissions: int
    version: str
    version_supported: bool
    def __init__(self, server: _Optional[str] = ..., reachable: bool = ..., authenticated: bool = ..., version: _Optional[str] = ..., version_supported: bool = ..., linux_edition: bool = ..., background_connection: _Optional[_Union[BackgroundConnection, str]] = ..., breaker: _Optional[_Union[BreakerState, str]] = ..., live_tasks: _Optional[int] = ..., task_budget: _Optional[int] = ..., unfinished_submissions: _Optional[int] = ..., problem: _Optional[str] = ..., last_answer_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ..., oldest_submission_id: _Optional[str] = ...) -> None: ...

class Host(_message.Message):
    __slots__ = ["display_name", "edr_response_supported", "fqdn", "group_id", "group_name", "host_id", "kes_version", "last_visible_time", "netbios_name", "online", "os_name"]
    DISPLAY_NAME_FIELD_NUMBER: _ClassVar[int]
    EDR_RESPONSE_SUPPORTED_FIELD_NUMBER: _ClassVar[int]
    FQDN_FIELD_NUMBER: _ClassVar[int]
    GROUP_ID_FIELD_NUMBER: _ClassVar[int]
    GROUP_NAME_FIELD_NUMBER: _ClassVar[int]
    HOST_ID_FIELD_NUMBER: _ClassVar[int]
    KES_VERSION_FIELD_NUMBER: _ClassVar[int]
    LAST_VISIBLE_TIME_FIELD_NUMBER: _ClassVar[int]
    NETBIOS_NAME_FIELD_NUMBER: _ClassVar[int]
    ONLINE_FIELD_NUMBER: _ClassVar[int]
    OS_NAME_FIELD_NUMBER: _ClassVar[int]
    display_name: str
    edr_response_supported: bool
    fqdn: str
    group_id: int
    group_name: str
    host_id: str
    kes_version: str
    last_visible_time: _timestamp_pb2.Timestamp
    netbios_name: str
    online: bool
    os_name: str
    def __init__(self, host_id: _Optional[str] = ..., display_name: _Optional[str] = ..., netbios_name: _Optional[str] = ..., fqdn: _Optional[str] = ..., group_id: _Optional[int] = ..., group_name: _Optional[str] = ..., online: bool = ..., os_name: _Optional[str] = ..., kes_version: _Optional[str] = ..., edr_response_supported: bool = ..., last_visible_time: _Optional[_Union[_timestamp_pb2.Timestamp, _Mapping]] = ...) -> None: ...

class KscServer(_message.Message):
    __slots__ = ["address", "certificate_check", "default_server", "name", "virtual_server"]
    ADDRESS_FIELD_NUMBER: _ClassVar[int]
    CERTIFICATE_CHECK_FIELD_NUMBER: _ClassVar[int]
    DEFAULT_SERVER_FIELD_NUMBER: _ClassVar[int]
    NAME_FIELD_NUMBER: _ClassVar[int]
    VIRTUAL_SERVER_FIELD_NUMBER: _ClassVar[int]
    address: str
    certificate_check: CertificateCheck
    default_server: bool
    name: str
    virtual_server: str
    def __init__(self, name: _Optional[str] = ..., default_server: bool = ..., address: _Optional[str] = ..., virtual_server: _Optional[str] = ..., certificate_check: _Optional[_Union[CertificateCheck, str]] = ...) -> None: ...

class ListServersRequest(_message.Message):
    __slots__ = []
    def __init__(self) -> None: ...

class ListServersResponse(_message.Message):
    __slots__ = ["servers"]
    SERVERS_FIELD_NUMBER: _ClassVar[int]
    servers: _containers.RepeatedCompositeFieldContainer[KscServer]
    def __init__(self, servers: _Optional[_Iterable[_Union[KscServer, _Mapping]]] = ...) -> None: ...

class CertificateCheck(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class BackgroundConnection(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class BreakerState(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
