"""Plays tests/conformance/scenario.json with both clients; a step passes when it passes with each."""

from __future__ import annotations

import asyncio
import inspect
import json
import os
import sys
import time
import traceback
import urllib.request
import uuid

import grpc
from google.protobuf.json_format import ParseDict

from edrgrpc import AsyncClient, Client, ResponseError, v1


class Adapted:
    """A client or watch for threads in the asyncio form, so that one text of each step serves both."""

    def __init__(self, target):
        self._target = target

    def __getattr__(self, name):
        member = getattr(self._target, name)
        if not callable(member) or name == "cancel":
            return member
        if name.startswith("watch_") or name == "submit_and_watch":
            return lambda *args, **kwargs: Adapted(member(*args, **kwargs))
        return lambda *args, **kwargs: asyncio.to_thread(member, *args, **kwargs)

    async def __aenter__(self):
        self._target.__enter__()
        return self

    async def __aexit__(self, *error):
        self._target.__exit__(*error)

    def __aiter__(self):
        return self

    async def __anext__(self):
        message = await asyncio.to_thread(next, self._target, None)
        if message is None:
            raise StopAsyncIteration
        return message


def expect(condition, text):
    if not condition:
        raise AssertionError(text)


def same(actual, expected, what):
    expect(actual == expected, f"{what} is {actual!r}, not {expected!r}")


def parse(request, message=v1.SubmitRequest, **more):
    return ParseDict({"requestId": str(uuid.uuid4()), **request, **more}, message())


async def failure(awaitable, code):
    try:
        await awaitable
    except ResponseError as error:
        same(error.code, code, "The code")
        return error
    raise AssertionError(f"It did not fail with {code.name}")


async def drain(messages):
    async for _ in messages:
        pass


async def submit_nine_kinds(client, step):
    same(len(step["requests"]), 9, "The number of requests")
    for request in step["requests"]:
        answer = await client.submit(parse(request))
        expect(answer.submission.submission_id and answer.submission.state and not answer.deduplicated, f"Strange answer: {answer}")


async def bad_request(client, step):
    error = await failure(client.submit(ParseDict(step["request"], v1.SubmitRequest())), grpc.StatusCode.INVALID_ARGUMENT)
    same(sorted(violation.field for violation in error.field_violations), step["fields"], "The fields")
    same((error.reason, error.domain), (step["reason"], step["domain"]), "Reason and domain")


async def bad_request_cut(client, step):
    request = parse({"items": [step["item"]] * step["count"]}, v1.SubmitBatchRequest)
    error = await failure(client.submit_batch(request), grpc.StatusCode.INVALID_ARGUMENT)
    same(error.metadata["violations"], str(step["count"] * 2), "violations")
    same(error.metadata["listed"], str(len(error.field_violations)), "listed")
    expect(0 < len(error.field_violations) < step["count"] * 2, "Everything or nothing is listed")


async def duplicate_request_id(client, step):
    request = parse(step["request"])
    first, second = await client.submit(request), await client.submit(request)
    expect(second.deduplicated and not first.deduplicated, "Not deduplicated")
    same(second.submission.submission_id, first.submission.submission_id, "submission_id")
    changed = parse(step["changed"], requestId=request.request_id)
    error = await failure(client.submit(changed), grpc.StatusCode.ALREADY_EXISTS)
    same(error.reason, step["reason"], "The reason")


async def submit_and_watch(client, step):
    request = parse(step["request"], v1.SubmitAndWatchRequest)
    messages = [message async for message in client.submit_and_watch(request, timeout=60)]
    expect(messages[0].HasField("submitted") and messages[0].submitted.submission.submission_id, "The first message has no submission")
    same(sum(message.HasField("caught_up") for message in messages), 1, "The number of caught_up")
    events = [message.event for message in messages if message.HasField("event")]
    rising([event.revision for event in events])
    states = [v1.SubmissionState.Name(event.state) for event in events]
    same(states[-1], step["final"], "The last state")
    rest = iter(states[:-1])
    expect(all(state in rest for state in step["states"]), f"{states} do not contain {step['states']} in this order")
    # The same once more without watching: an equal request_id answers with the same submission.
    waited = await client.submit_and_wait(request, timeout=60)
    same(waited.submission_id, messages[0].submitted.submission.submission_id, "submission_id")
    same(v1.SubmissionState.Name(waited.state), step["final"], "The state waited for")


def rising(revisions):
    same(revisions, sorted(set(revisions)), "Revisions")


async def watch_resumes(client, step):
    submission_id = (await client.submit(parse(step["request"]))).submission.submission_id
    events, caught_up = [], 0
    async for message in client.watch_submission(submission_id, timeout=120):
        caught_up += message.HasField("caught_up")
        if message.HasField("event"):
            events.append(message.event)
            if len(events) == 1:
                await asyncio.to_thread(restart)
    same(v1.SubmissionState.Name(events[-1].state), step["final"], "The last state")
    whole = [message.event async for message in client.watch_submission(submission_id, timeout=30) if message.HasField("event")]
    same([event.revision for event in events], [event.revision for event in whole], "The revisions")
    same(caught_up, 1, "The number of caught_up")


def restart():
    request = urllib.request.Request(os.environ["EDRGRPC_CONTROL_URL"] + "/restart", method="POST")
    with urllib.request.build_opener(urllib.request.ProxyHandler({})).open(request, timeout=60) as answer:
        same(answer.status, 204, "The answer of restart")


async def deadline(client, step):
    watch = client.watch_submissions(timeout=step["milliseconds"] / 1000)
    await failure(drain(watch), grpc.StatusCode.DEADLINE_EXCEEDED)


async def cancel_call(client, step):
    async with client.watch_submissions(timeout=30) as watch:
        async for _ in watch:
            break
        reading = asyncio.ensure_future(drain(watch))
        await asyncio.sleep(0)
        watch.cancel()
        await failure(reading, grpc.StatusCode.CANCELLED)


async def cancel_submission(client, step):
    submission_id = (await client.submit(parse(step["request"]))).submission.submission_id
    for _ in range(2):
        submission = await client.cancel_submission(submission_id, "conformance")
        same(v1.SubmissionState.Name(submission.state), step["state"], "The state")
    finished = await client.submit_and_wait(parse(step["finished"], v1.SubmitAndWatchRequest), timeout=60)
    error = await failure(client.cancel_submission(finished.submission_id), grpc.StatusCode.FAILED_PRECONDITION)
    same(error.reason, step["reason"], "The reason")


async def list_pages(client, step):
    run = str(uuid.uuid4())
    items = [{**step["item"], "itemId": str(number)} for number in range(1, 6)]
    await client.submit_batch(parse({"items": items, "context": {"labels": {"run": run}}}, v1.SubmitBatchRequest))
    request = v1.ListSubmissionsRequest(page_size=step["pageSize"], filter=v1.SubmissionFilter(labels={"run": run}))
    pages = []
    while True:
        page = await client.list_submissions(request)
        pages.append([submission.batch_item_id for submission in page.submissions])
        if not page.next_page_token:
            break
        request.page_token = page.next_page_token
    same(pages, [["5", "4"], ["3", "2"], ["1"]], "The pages")


async def unauthenticated(client, step):
    request = parse(step["request"])
    for wrong in (None, step["wrongToken"]):
        async with AsyncClient.connect(os.environ["EDRGRPC_ADDRESS"], ca_file=os.environ["EDRGRPC_CA_FILE"], token=wrong) as stranger:
            error = await failure(stranger.submit(request), grpc.StatusCode.UNAUTHENTICATED)
        with Client.connect(os.environ["EDRGRPC_ADDRESS"], ca_file=os.environ["EDRGRPC_CA_FILE"], token=wrong) as stranger:
            threads = await failure(Adapted(stranger).submit(request), grpc.StatusCode.UNAUTHENTICATED)
        same({(one.reason, one.domain) for one in (error, threads)}, {(step["reason"], step["domain"])}, "Reason and domain")
    expect(not (await client.submit(request)).deduplicated, "The refused call was kept")


async def unicode_path(client, step):
    request = parse(step["request"])
    submission_id = (await client.submit(request)).submission.submission_id
    same((await client.get_submission(submission_id)).action.get_file.path, request.action.get_file.path, "The path")


async def main():
    with open(os.environ["EDRGRPC_SCENARIO"], encoding="utf-8") as file:
        steps = json.load(file)["steps"]
    address, failed = os.environ["EDRGRPC_ADDRESS"], False
    access = {"ca_file": os.environ["EDRGRPC_CA_FILE"], "token": os.environ["EDRGRPC_TOKEN"]}
    with Client.connect(address, **access) as threads:
        async with AsyncClient.connect(address, **access) as client:
            for step in steps:
                started, problems = time.monotonic(), []
                for form, played in (("asyncio", client), ("threads", Adapted(threads))):
                    try:
                        play = globals().get(step["name"].replace("-", "_"))
                        expect(inspect.iscoroutinefunction(play), "This runner does not know the step")
                        await play(played, step)
                    except Exception as error:
                        traceback.print_exc()
                        problems.append(f"{form}: {type(error).__name__}: {error}")
                failed |= bool(problems)
                millis = round((time.monotonic() - started) * 1000)
                print(json.dumps({"step": step["name"], "ok": not problems, "millis": millis, "detail": "; ".join(problems)}), flush=True)
    return failed


sys.exit(asyncio.run(main()))
