from google.protobuf import duration_pb2 as _duration_pb2
from google.protobuf.internal import containers as _containers
from google.protobuf.internal import enum_type_wrapper as _enum_type_wrapper
from google.protobuf import descriptor as _descriptor
from google.protobuf import message as _message
from typing import ClassVar as _ClassVar, Iterable as _Iterable, Mapping as _Mapping, Optional as _Optional, Union as _Union

DESCRIPTOR: _descriptor.FileDescriptor
ISOLATION_ACTION_DISABLE: IsolationAction
ISOLATION_ACTION_ENABLE: IsolationAction
ISOLATION_ACTION_UNSPECIFIED: IsolationAction
SCAN_OBJECT_TYPE_ALL_FIXED_DRIVES: ScanObjectType
SCAN_OBJECT_TYPE_ALL_NETWORK_DRIVES: ScanObjectType
SCAN_OBJECT_TYPE_ALL_REMOVABLE_DRIVES: ScanObjectType
SCAN_OBJECT_TYPE_DISK_BOOT_SECTORS: ScanObjectType
SCAN_OBJECT_TYPE_EMAIL: ScanObjectType
SCAN_OBJECT_TYPE_FOLDER: ScanObjectType
SCAN_OBJECT_TYPE_STARTUP_OBJECTS_AND_RUNNING_PROCESSES: ScanObjectType
SCAN_OBJECT_TYPE_SYSTEM_BACKUP_STORAGE: ScanObjectType
SCAN_OBJECT_TYPE_SYSTEM_MEMORY: ScanObjectType
SCAN_OBJECT_TYPE_UNSPECIFIED: ScanObjectType
SEVERITY_CRITICAL: Severity
SEVERITY_INFORMATION: Severity
SEVERITY_UNSPECIFIED: Severity
SEVERITY_WARNING: Severity
TASK_KIND_DELETE_FILE: TaskKind
TASK_KIND_GET_FILE: TaskKind
TASK_KIND_IOC_SCAN: TaskKind
TASK_KIND_ISOLATE_HOST: TaskKind
TASK_KIND_ON_DEMAND_SCAN: TaskKind
TASK_KIND_PREVENT_EXECUTION: TaskKind
TASK_KIND_QUARANTINE_FILE: TaskKind
TASK_KIND_START_PROCESS: TaskKind
TASK_KIND_TERMINATE_PROCESS: TaskKind
TASK_KIND_UNSPECIFIED: TaskKind

class DeleteFile(_message.Message):
    __slots__ = ["md5_hash", "path", "search_in_subfolders", "sha256_hash"]
    MD5_HASH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SEARCH_IN_SUBFOLDERS_FIELD_NUMBER: _ClassVar[int]
    SHA256_HASH_FIELD_NUMBER: _ClassVar[int]
    md5_hash: str
    path: str
    search_in_subfolders: bool
    sha256_hash: str
    def __init__(self, md5_hash: _Optional[str] = ..., sha256_hash: _Optional[str] = ..., path: _Optional[str] = ..., search_in_subfolders: bool = ...) -> None: ...

class GetFile(_message.Message):
    __slots__ = ["md5_hash", "path", "sha256_hash"]
    MD5_HASH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_HASH_FIELD_NUMBER: _ClassVar[int]
    md5_hash: str
    path: str
    sha256_hash: str
    def __init__(self, md5_hash: _Optional[str] = ..., sha256_hash: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class IocArchive(_message.Message):
    __slots__ = ["file_names", "sha256_hash", "size_bytes"]
    FILE_NAMES_FIELD_NUMBER: _ClassVar[int]
    SHA256_HASH_FIELD_NUMBER: _ClassVar[int]
    SIZE_BYTES_FIELD_NUMBER: _ClassVar[int]
    file_names: _containers.RepeatedScalarFieldContainer[str]
    sha256_hash: str
    size_bytes: int
    def __init__(self, sha256_hash: _Optional[str] = ..., size_bytes: _Optional[int] = ..., file_names: _Optional[_Iterable[str]] = ...) -> None: ...

class IocScan(_message.Message):
    __slots__ = ["archive", "ioc_archive", "isolate_host", "quarantine_object", "scan_critical_areas"]
    ARCHIVE_FIELD_NUMBER: _ClassVar[int]
    IOC_ARCHIVE_FIELD_NUMBER: _ClassVar[int]
    ISOLATE_HOST_FIELD_NUMBER: _ClassVar[int]
    QUARANTINE_OBJECT_FIELD_NUMBER: _ClassVar[int]
    SCAN_CRITICAL_AREAS_FIELD_NUMBER: _ClassVar[int]
    archive: IocArchive
    ioc_archive: bytes
    isolate_host: bool
    quarantine_object: bool
    scan_critical_areas: bool
    def __init__(self, ioc_archive: _Optional[bytes] = ..., isolate_host: bool = ..., scan_critical_areas: bool = ..., quarantine_object: bool = ..., archive: _Optional[_Union[IocArchive, _Mapping]] = ...) -> None: ...

class IsolateHost(_message.Message):
    __slots__ = ["action", "release_after"]
    ACTION_FIELD_NUMBER: _ClassVar[int]
    RELEASE_AFTER_FIELD_NUMBER: _ClassVar[int]
    action: IsolationAction
    release_after: _duration_pb2.Duration
    def __init__(self, action: _Optional[_Union[IsolationAction, str]] = ..., release_after: _Optional[_Union[_duration_pb2.Duration, _Mapping]] = ...) -> None: ...

class OnDemandScan(_message.Message):
    __slots__ = ["objects"]
    OBJECTS_FIELD_NUMBER: _ClassVar[int]
    objects: _containers.RepeatedCompositeFieldContainer[ScanObject]
    def __init__(self, objects: _Optional[_Iterable[_Union[ScanObject, _Mapping]]] = ...) -> None: ...

class PreventExecution(_message.Message):
    __slots__ = ["case_sensitive", "hash", "path"]
    CASE_SENSITIVE_FIELD_NUMBER: _ClassVar[int]
    HASH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    case_sensitive: bool
    hash: str
    path: str
    def __init__(self, hash: _Optional[str] = ..., path: _Optional[str] = ..., case_sensitive: bool = ...) -> None: ...

class QuarantineFile(_message.Message):
    __slots__ = ["md5_hash", "path", "sha256_hash"]
    MD5_HASH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_HASH_FIELD_NUMBER: _ClassVar[int]
    md5_hash: str
    path: str
    sha256_hash: str
    def __init__(self, md5_hash: _Optional[str] = ..., sha256_hash: _Optional[str] = ..., path: _Optional[str] = ...) -> None: ...

class ResponseAction(_message.Message):
    __slots__ = ["area", "delete_file", "get_file", "ioc_scan", "isolate_host", "on_demand_scan", "prevent_execution", "quarantine_file", "severity", "start_process", "target_host", "target_host_name", "terminate_process"]
    AREA_FIELD_NUMBER: _ClassVar[int]
    DELETE_FILE_FIELD_NUMBER: _ClassVar[int]
    GET_FILE_FIELD_NUMBER: _ClassVar[int]
    IOC_SCAN_FIELD_NUMBER: _ClassVar[int]
    ISOLATE_HOST_FIELD_NUMBER: _ClassVar[int]
    ON_DEMAND_SCAN_FIELD_NUMBER: _ClassVar[int]
    PREVENT_EXECUTION_FIELD_NUMBER: _ClassVar[int]
    QUARANTINE_FILE_FIELD_NUMBER: _ClassVar[int]
    SEVERITY_FIELD_NUMBER: _ClassVar[int]
    START_PROCESS_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_FIELD_NUMBER: _ClassVar[int]
    TARGET_HOST_NAME_FIELD_NUMBER: _ClassVar[int]
    TERMINATE_PROCESS_FIELD_NUMBER: _ClassVar[int]
    area: str
    delete_file: DeleteFile
    get_file: GetFile
    ioc_scan: IocScan
    isolate_host: IsolateHost
    on_demand_scan: OnDemandScan
    prevent_execution: PreventExecution
    quarantine_file: QuarantineFile
    severity: Severity
    start_process: StartProcess
    target_host: str
    target_host_name: str
    terminate_process: TerminateProcess
    def __init__(self, target_host: _Optional[str] = ..., target_host_name: _Optional[str] = ..., get_file: _Optional[_Union[GetFile, _Mapping]] = ..., delete_file: _Optional[_Union[DeleteFile, _Mapping]] = ..., quarantine_file: _Optional[_Union[QuarantineFile, _Mapping]] = ..., ioc_scan: _Optional[_Union[IocScan, _Mapping]] = ..., start_process: _Optional[_Union[StartProcess, _Mapping]] = ..., terminate_process: _Optional[_Union[TerminateProcess, _Mapping]] = ..., isolate_host: _Optional[_Union[IsolateHost, _Mapping]] = ..., prevent_execution: _Optional[_Union[PreventExecution, _Mapping]] = ..., on_demand_scan: _Optional[_Union[OnDemandScan, _Mapping]] = ..., area: _Optional[str] = ..., severity: _Optional[_Union[Severity, str]] = ...) -> None: ...

class ScanObject(_message.Message):
    __slots__ = ["enabled", "path", "recursive", "type"]
    ENABLED_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    RECURSIVE_FIELD_NUMBER: _ClassVar[int]
    TYPE_FIELD_NUMBER: _ClassVar[int]
    enabled: bool
    path: str
    recursive: bool
    type: ScanObjectType
    def __init__(self, enabled: bool = ..., path: _Optional[str] = ..., recursive: bool = ..., type: _Optional[_Union[ScanObjectType, str]] = ...) -> None: ...

class StartProcess(_message.Message):
    __slots__ = ["arguments", "executable_path", "working_folder"]
    ARGUMENTS_FIELD_NUMBER: _ClassVar[int]
    EXECUTABLE_PATH_FIELD_NUMBER: _ClassVar[int]
    WORKING_FOLDER_FIELD_NUMBER: _ClassVar[int]
    arguments: str
    executable_path: str
    working_folder: str
    def __init__(self, executable_path: _Optional[str] = ..., arguments: _Optional[str] = ..., working_folder: _Optional[str] = ...) -> None: ...

class TerminateProcess(_message.Message):
    __slots__ = ["case_sensitive", "md5_hash", "path", "sha256_hash"]
    CASE_SENSITIVE_FIELD_NUMBER: _ClassVar[int]
    MD5_HASH_FIELD_NUMBER: _ClassVar[int]
    PATH_FIELD_NUMBER: _ClassVar[int]
    SHA256_HASH_FIELD_NUMBER: _ClassVar[int]
    case_sensitive: bool
    md5_hash: str
    path: str
    sha256_hash: str
    def __init__(self, md5_hash: _Optional[str] = ..., sha256_hash: _Optional[str] = ..., path: _Optional[str] = ..., case_sensitive: bool = ...) -> None: ...

class Severity(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class TaskKind(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class IsolationAction(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []

class ScanObjectType(int, metaclass=_enum_type_wrapper.EnumTypeWrapper):
    __slots__ = []
