"""Requests as both clients send them."""

from __future__ import annotations

import uuid
from typing import TypeVar

from . import v1

Request = TypeVar("Request", v1.SubmitRequest, v1.SubmitBatchRequest, v1.SubmitAndWatchRequest)


def with_request_id(request: Request) -> Request:
    """The request with a request_id, without which repeating it would act twice. The caller's message stays as it is."""
    if request.request_id:
        return request
    filled = type(request)()
    filled.CopyFrom(request)
    filled.request_id = str(uuid.uuid4())
    return filled


def last_submission(message: v1.SubmitAndWatchResponse, before: v1.Submission) -> v1.Submission:
    """The submission as of this message."""
    if message.HasField("event"):
        return message.event.submission
    return message.submitted.submission if message.HasField("submitted") else before
