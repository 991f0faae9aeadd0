"""Repeats of calls without --eventId, told by time (see request_id.py)."""

import calendar
import time
from email.utils import parsedate_to_datetime

_PAGE_SIZE = 200
_MAX_PAGES = 25


def window_of(now, seconds):
    """Number of the window that a moment is in."""
    return int(now // seconds)


def find_earlier(gateway, request_id, kind, target_host, seconds, deadline):
    """
    The submission with that request_id (the window before this one) if the gateway recorded it at most so many seconds ago, or None.
    Ages are taken from the gateway's clock alone: creation times against the Date of its answer.
    """
    query = {"page_size": _PAGE_SIZE, "filter.task_kinds": kind}
    if target_host:
        query["filter.target_host"] = target_host
    for _ in range(_MAX_PAGES):
        answer = gateway.list(query, deadline)
        now = _date(answer.date)
        for submission in answer.body.get("submissions", []):
            # Newest first; the Date header has whole seconds, hence the one more.
            if now - _timestamp(submission.get("createTime", "")) > seconds + 1:
                return None
            if submission.get("requestId") == request_id:
                return submission
        query["page_token"] = answer.body.get("nextPageToken")
        if not query["page_token"]:
            return None
    return None


def _date(header):
    try:
        return parsedate_to_datetime(header).timestamp()
    except (TypeError, ValueError):
        return time.time()


def _timestamp(text):
    try:
        return calendar.timegm(time.strptime(text[:19], "%Y-%m-%dT%H:%M:%S"))
    except ValueError:
        return time.time()
