"""edrgrpc.ini and the files it names: wrong ones are refused before anything is sent."""

import os
import types
import unittest
from unittest import mock

from support import HOST, FakeGateway, Folder, Run, accepted, run_against


def _of_user_99(_path, _limit):
    return types.SimpleNamespace(st_uid=99, st_mode=0o100600), b"[gateway]\n"


class SettingsFile(unittest.TestCase):
    def line(self, prepare=None, **settings):
        with Folder(**dict({"url": "http://127.0.0.1:1"}, **settings)) as folder:
            if prepare:
                prepare(folder)
            run = Run("isolateHost", "--targetHost", HOST, "--action", "1", folder=folder)
        self.assertEqual(3, run.code, run.line)
        return run.line

    def test_a_missing_or_broken_file_is_named(self):
        self.assertIn("No such file", self.line(lambda f: os.remove(os.path.join(f.path, "edrgrpc.ini"))))
        self.assertIn("not a readable settings file", self.line(lambda f: f.file("edrgrpc.ini", "url = x")))
        self.assertIn("not a readable settings file", self.line(lambda f: f.file("edrgrpc.ini", b"[gateway]\nurl = \xff")))
        self.assertIn("must hold one section", self.line(lambda f: f.file("edrgrpc.ini", "[gatway]\nurl = x\n")))
        self.assertIn("unknown setting verify", self.line(verify="no"))
        self.assertIn("is not a file", self.line(lambda f: (os.remove(os.path.join(f.path, "edrgrpc.ini")), os.mkdir(os.path.join(f.path, "edrgrpc.ini")))))

    def test_wrong_values_are_named(self):
        for key, value in (
                ("url", "ftp://x"), ("url", ""), ("url", "https://u:p@x"), ("url", "https://x?y"), ("url", "https://x:99999"), ("url", "https://[x"),
                ("timeout", "0"), ("timeout", "x"), ("repeat_window", "5"), ("target_host", "name"), ("allow_empty", "true"), ("severity", "high"),
                ("client_certificate", "x")):
            settings = {"url": "https://127.0.0.1:1"}
            settings[key] = value
            self.assertIn("setting " + key, self.line(**settings))

    def test_cleartext_is_for_loopback_only(self):
        # TEST-NET-1 is never connected to: a name is judged by the address that answers, so one is faked.
        class Elsewhere:
            def getpeername(self):
                return ("192.0.2.1", 80)

            def close(self):
                pass

        with mock.patch("http.client.HTTPConnection.connect", lambda self: setattr(self, "sock", Elsewhere())):
            self.assertIn("must be https://", self.line(url="http://gateway.example"))

    def test_files_that_others_may_change_or_read_are_refused(self):
        self.assertIn("chmod go-w", self.line(lambda f: os.chmod(os.path.join(f.path, "edrgrpc.ini"), 0o660)))
        for mode, said in ((0o644, "chmod o-rwx"), (0o641, "chmod o-rwx"), (0o620, "chmod go-w")):
            self.assertIn(said, self.line(lambda f, m=mode: f.file("token", "abc", m), token_file="token"))
        self.assertIn("chmod go-w", self.line(lambda f: f.file("ca.pem", "x", 0o664), url="https://127.0.0.1:1", ca_file="ca.pem"))
        self.assertIn("token_file", self.line(token_file="missing"))

    def test_a_file_of_another_user_is_refused(self):
        with mock.patch("edrgrpc_kuma.settings.read_regular", _of_user_99):
            self.assertIn("belongs to another user", self.line())

    def test_what_is_no_certificate_or_token_is_refused(self):
        self.assertIn("ca_file", self.line(lambda f: f.file("ca.pem", "x"), url="https://127.0.0.1:1", ca_file="ca.pem"))
        for token in ("", "a b", "a\nb", "\u0442"):
            self.assertIn("setting token_file", self.line(lambda f, t=token: f.file("token", t), token_file="token"))

        def key_and_certificate(folder):
            folder.file("key", "x")
            folder.file("certificate", "x")

        self.assertIn("setting client_key", self.line(
            key_and_certificate, url="https://127.0.0.1:1", client_certificate="certificate", client_key="key"))


class Token(unittest.TestCase):
    def test_it_is_sent_as_bearer_and_shown_nowhere(self):
        folder = Folder()
        self.addCleanup(folder.__exit__)
        path = folder.file("token", "s3cr3t-token\n", 0o600)
        run, gateway = run_against(
            lambda *_: (401, {"code": 16, "message": "no", "details": []}), "isolateHost", "--targetHost", HOST, "--action", "1", settings={"token_file": path})
        self.assertEqual(4, run.code)
        self.assertEqual("Bearer s3cr3t-token", gateway.requests[0][3]["Authorization"])
        self.assertNotIn("s3cr3t", run.line + str(run.log))

    def test_a_prefix_of_the_url_is_kept(self):
        with FakeGateway(lambda *_: (200, accepted())) as gateway, Folder(url=gateway.url + "/edr/") as folder:
            Run("isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", "e", folder=folder)
        self.assertEqual(["/edr/v1/submissions"], [path for _, path, _, _ in gateway.requests])


if __name__ == "__main__":
    unittest.main()
