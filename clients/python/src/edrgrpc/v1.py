"""The messages and enums of edr.response.v1 under one name."""

from edr.response.v1.action_pb2 import *  # noqa: F401,F403
from edr.response.v1.error_reason_pb2 import *  # noqa: F401,F403
from edr.response.v1.ksc_service_pb2 import *  # noqa: F401,F403
from edr.response.v1.response_service_pb2 import *  # noqa: F401,F403
from edr.response.v1.submission_pb2 import *  # noqa: F401,F403
