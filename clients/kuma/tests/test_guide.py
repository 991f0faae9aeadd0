"""The argument lines of docs/kuma.md are taken by the scripts that they are for."""

import os
import re
import shlex
import unittest

from support import FOLDER, HOST, MD5, Folder, accepted, run_against

GUIDE = os.path.join(FOLDER, "..", "..", "docs", "kuma.md")


class Guide(unittest.TestCase):
    def test_every_line_is_taken(self):
        with open(GUIDE, encoding="utf-8") as file:
            rows = re.findall(r"^\| (`\w+\.py`.*?) \| `(.*?)`.* \|$", file.read(), re.MULTILINE)
        fields = {"DestinationAssetID": HOST, "FilePath": "C:\\Temp\\a b.exe", "ID": "event", "FileHash": MD5}
        with Folder() as folder:
            archive = folder.file("set.zip", b"PK\x03\x04")
            seen = set()
            for scripts, line in rows:
                for script in re.findall(r"`(\w+)\.py`", scripts):
                    seen.add(script)
                    fields["FileHash"] = "a" * 64 if "--sha256hash" in line else MD5
                    filled = re.sub(r"\{\{\.(\w+)\}\}", lambda m: fields[m.group(1)].replace("\\", "\\\\"), line).replace("/opt/ioc/set.zip", archive)
                    run, gateway = run_against(lambda *_: (200, accepted()), script.replace("ioC", "ioc"), *shlex.split(filled))
                    self.assertEqual(0, run.code, script + ": " + run.line)
                    self.assertEqual("event", gateway.posts()[0]["context"]["sourceEventId"])
        self.assertEqual({name[:-3] for name in os.listdir(FOLDER) if name.endswith(".py")}, seen)


if __name__ == "__main__":
    unittest.main()
