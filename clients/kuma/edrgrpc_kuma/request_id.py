"""
The request_id, by which the gateway knows a repeat. It depends on nothing but what KUMA passes, so that KUMA, starting a script
again, cannot make it act twice:

- with --eventId it is made of the script, the event and the arguments;
- without it, of the script, the arguments and the stretch of time ("window") that the clock is in. A repeat may fall into the window
  after, which is why the script then first asks the gateway for the request_id of the window before (repeat.py).
"""

import hashlib
import json
import uuid

_NAMESPACE = uuid.UUID("7e0e1a54-2c1f-4f3a-9d67-6b2f5b0f3c11")


def request_id(task_name, action, overrides, event_id=None, window=None):
    """
    UUIDv5 of the call; the archive counts by its SHA-256. overrides are the server, area and severity given as arguments: those of
    edrgrpc.ini do not count, so that a repeat after a change there is refused by the gateway as the same id with other content.
    """
    action = json.loads(json.dumps(action))
    archive = action[task_name].get("iocArchive")
    if archive is not None:
        action[task_name]["iocArchive"] = hashlib.sha256(archive.encode("ascii")).hexdigest()
    content = {"script": task_name, "event": event_id, "window": window, "action": action, "overrides": overrides}
    return str(uuid.uuid5(_NAMESPACE, json.dumps(content, sort_keys=True, separators=(",", ":"))))
