"""One action as the vendor's sample does it: log in, AddIncident, UpdateIncident, one process. Standard library only.

Usage: vendor_way.py HOST PORT CERT USER PASSWORD_FILE HOST_ID
"""
import base64
import datetime
import http.client
import json
import ssl
import sys

host, port, cert, user, password_file, target = sys.argv[1:7]
with open(password_file, encoding="utf-8") as file:
    password = file.read()

context = ssl.create_default_context(cafile=cert)
context.check_hostname = False
connection = http.client.HTTPSConnection(host, int(port), context=context)


def call(method, arguments, headers=None):
    connection.request("POST", "/api/v1.0/" + method, json.dumps(arguments), {"Content-Type": "application/json", **(headers or {})})
    answer = connection.getresponse()
    text = answer.read()
    if answer.status != 200:
        sys.exit(f"{method}: HTTP {answer.status}")
    result = json.loads(text) if text else {}
    if "PxgError" in result:
        sys.exit(f"{method}: {result['PxgError']}")
    return result.get("PxgRetVal")


def base64_of(text):
    return base64.b64encode(text.encode()).decode()


call("login", {}, {"Authorization": f'KSCBasic user="{base64_of(user)}", pass="{base64_of(password)}", internal="1"'})
data = {
    "targetHost": target,
    "task": "quarantineFile",
    "params": {"md5hash": "44d88612fea8a8f36de82e1278abb02f", "sha256hash": "", "path": "C:\\Temp\\payload.exe"},
    "responseEventIncident": True,
    "responseEventIncidentArea": "Kuma",
}
added = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H:%M:%SZ")
incident = call("HostGroup.AddIncident", {"pData": {
    "KLINCDT_SEVERITY": 2,
    "KLINCDT_ADDED": {"type": "datetime", "value": added},
    "KLINCDT_BODY": json.dumps(data),
    "KLHST_WKS_HOSTNAME": target,
}})
call("HostGroup.UpdateIncident", {"nId": incident, "pData": {"KLINCDT_IS_HANDLED": False, "KLHST_WKS_HOSTNAME": target}})
