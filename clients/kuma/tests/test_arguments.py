"""Values come from events, whose authors may mean harm."""

import ast
import os
import sys
import unittest

from support import EVENT, HOST, PATH, Folder, Run, accepted, refusal_of, run_against

from edrgrpc_kuma.text import from_command_line


class HostileValues(unittest.TestCase):
    def test_an_empty_field_is_refused_by_name_and_cause(self):
        for script, argv in (
                ("isolateHost", ["--targetHost", "", "--action", "1"]), ("isolateHost", ["--targetHost", " ", "--action", "1"]),
                ("isolateHost", ["--targetHost", "--action", "1"]), ("isolateHost", ["--action", "1", "--targetHost"]),
                ("isolateHost", ["--targetHost=", "--action", "1"])):
            line = refusal_of(script, *argv)
            self.assertIn("--targetHost", line)
            self.assertIn("not among the fields that the correlation rule propagates", line)

    def test_a_field_that_vanished_does_not_take_the_next_argument_for_its_value(self):
        self.assertIn("--path has no value", refusal_of("getFile", "--targetHost", HOST, "--path", "--md5", "x"))
        self.assertIn("--arguments has no value", refusal_of("startProcess", "--targetHost", HOST, "--arguments", "--executablePath", PATH))
        self.assertIn("--arguments has no value", refusal_of("startProcess", "--targetHost", HOST, "--arguments", "--executablePath=" + PATH))

    def test_an_empty_event_id_is_refused(self):
        self.assertIn("--eventId is empty", refusal_of("isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", ""))

    def test_an_empty_comment_stops_nothing(self):
        run, _ = run_against(lambda *_: (200, accepted()), "isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", EVENT, "--comment", "")
        self.assertEqual(0, run.code)

    def test_a_template_that_was_not_filled_in_is_refused(self):
        for value in ("{{.SourceAssetID}}", "{{ .X }}", "a{{.X}}b", "<no value>"):
            self.assertIn("--path holds a template", refusal_of("getFile", "--targetHost", HOST, "--path", value))

    def test_control_characters_are_refused_everywhere(self):
        for bad in ("\n", "\r", "\x1b", "\x7f", "\x85", "\u2028"):
            for argv in (
                    ["--targetHost", HOST + bad, "--path", PATH], ["--targetHost", HOST, "--path", "C:\\a" + bad + "b"],
                    ["--targetHost", HOST, "--path", PATH, "--eventId", "e" + bad], ["--host-name", "h" + bad, "--path", PATH],
                    ["--targetHost", HOST, "--path", PATH, "--comment", bad + "x"]):
                self.assertIn("control characters", refusal_of("getFile", *argv))

    def test_sizes_are_bounded(self):
        for argv in (
                ["--targetHost", HOST, "--path", "x" * 32768], ["--targetHost", HOST, "--path", PATH, "--eventId", "x" * 257],
                ["--host-name", "h" * 256, "--path", PATH]):
            self.assertIn("at most", refusal_of("getFile", *argv))

    def test_an_argument_given_twice_is_refused(self):
        line = refusal_of("deleteFile", "--path", "C:\\x", "--targetHost", HOST, "--targetHost", HOST)
        self.assertIn("--targetHost is given twice", line)
        self.assertIn("is given twice", refusal_of("getFile", "--host-name", "a", "--hostName", "b", "--path", PATH))

    def test_unknown_arguments_and_stray_words_are_refused(self):
        line = refusal_of("getFile", "--targetHost", HOST, "--path", "C:\\Program", "Files\\secret", "--pathh", "x")
        self.assertIn("quote every {{.Field}}", line)
        self.assertIn("--pathh", line)
        self.assertNotIn("secret", line)
        self.assertIn("unknown argument --pat", refusal_of("getFile", "--targetHost", HOST, "--pat", "C:\\x"))

    def test_a_value_that_asks_for_help_is_no_help_page(self):
        for value in ("--help", "-h"):
            run, gateway = run_against(lambda *_: (200, accepted()), "getFile", "--targetHost", HOST, "--path", value)
            self.assertTrue(run.code == 2 or gateway.posts(), run.line)

    def test_bytes_that_are_no_text_are_refused(self):
        self.assertIn("not valid UTF-8", refusal_of("getFile", "--targetHost", HOST, "--path", "C:\\\udcff"))

    def test_bytes_that_an_empty_environment_left_undecoded_are_read_as_utf8(self):
        raw = "C:\\Пример".encode("utf-8")
        self.assertEqual("C:\\Пример", from_command_line(os.fsdecode(raw)))
        self.assertEqual("C:\\Пример", from_command_line(raw.decode("ascii", "surrogateescape")))

    def test_values_cannot_write_lines_into_the_log(self):
        event = 'x" state=SUCCEEDED \u202e forged\\'
        run, _ = run_against(
            lambda *_: (400, {"code": 3, "message": "bad\nedrgrpc-kuma: forged \x1b[31m", "details": []}),
            "isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", event)
        self.assertEqual(1, run.line.count("\n"))
        text = "\n".join(line for _, line in run.log)
        self.assertEqual(len(run.log), len(text.split("\n")))
        self.assertIn('event "x\\" state=SUCCEEDED \\\\u202e forged\\\\"', text)
        self.assertNotIn("\x1b", text + run.line)
        self.assertIn("bad\\nedrgrpc-kuma", run.line)

    def test_paths_hashes_and_command_lines_are_not_logged(self):
        run, _ = run_against(
            lambda *_: (200, accepted()), "startProcess", "--targetHost", HOST, "--executablePath", "C:\\secret.exe", "--arguments", "password=hunter2")
        self.assertNotIn("secret.exe", str(run.log) + run.line)
        self.assertNotIn("hunter2", str(run.log) + run.line)


class Hosts(unittest.TestCase):
    def target(self, *argv, **settings):
        run, gateway = run_against(lambda *_: (200, accepted()), "isolateHost", "--action", "1", "--eventId", EVENT, *argv, settings=settings)
        self.assertEqual(0, run.code, run.line)
        action = gateway.posts()[0]["action"]
        return {key: action[key] for key in action if key.startswith("target")}

    def test_a_guid_is_a_host_id(self):
        for host in (HOST, HOST.upper(), "{" + HOST + "}", HOST.replace("-", "")):
            for setting in ("id", "id-or-name", "any-id"):
                self.assertEqual({"targetHost": host}, self.target("--targetHost", host, target_host=setting))

    def test_what_is_no_guid_is_refused_unless_the_setting_says_what_it_is(self):
        line = refusal_of("isolateHost", "--targetHost", "HOST-0001", "--action", "1")
        self.assertIn("--targetHost is no KSC host id", line)
        self.assertEqual({"targetHostName": "HOST-0001"}, self.target("--targetHost", "HOST-0001", target_host="id-or-name"))
        self.assertEqual({"targetHost": "HOST-0001"}, self.target("--targetHost", "HOST-0001", target_host="any-id"))

    def test_a_name_is_given_by_its_own_argument(self):
        self.assertEqual({"targetHostName": "pc.example"}, self.target("--host-name", "pc.example"))
        self.assertEqual({"targetHostName": HOST}, self.target("--hostName", HOST))
        self.assertIn("exclude each other", refusal_of("isolateHost", "--host-name", "a", "--targetHost", HOST, "--action", "1"))
        self.assertIn("--targetHost is missing", refusal_of("isolateHost", "--action", "1"))


class Request(unittest.TestCase):
    def request(self, *argv, **settings):
        run, gateway = run_against(lambda *_: (200, accepted()), "isolateHost", "--targetHost", HOST, "--action", "1", "--eventId", EVENT, *argv, settings=settings)
        self.assertEqual(0, run.code, run.line)
        return gateway.posts()[0]

    def test_nothing_is_sent_that_was_not_asked_for(self):
        request = self.request()
        self.assertEqual({"requestId", "action", "context"}, set(request))
        self.assertEqual({"sourceEventId": EVENT, "labels": {"kuma.script": "isolateHost"}}, request["context"])

    def test_defaults_come_from_the_settings_and_arguments_win(self):
        request = self.request(area="SOC", severity="critical", server="branch")
        self.assertEqual(("SOC", "SEVERITY_CRITICAL", "branch"), (request["action"]["area"], request["action"]["severity"], request["server"]))
        request = self.request("--area", "Kuma", "--severity", "1", "--server", "main", area="SOC", severity="critical", server="branch")
        self.assertEqual(("Kuma", "SEVERITY_INFORMATION", "main"), (request["action"]["area"], request["action"]["severity"], request["server"]))

    def test_case_and_comment_are_for_people(self):
        self.assertEqual(("C-1", "Brute force"), tuple(self.request("--caseId", "C-1", "--comment", "Brute force")["context"][k] for k in ("caseId", "comment")))

    def test_severity_and_seconds_are_checked(self):
        for argv, said in (
                (["--severity", "4"], "--severity must be"), (["--timeout", "0"], "--timeout must be"), (["--timeout", "601"], "--timeout must be"),
                (["--wait", "x"], "--wait must be"), (["--timeout", "\u0661"], "--timeout must be")):
            self.assertIn(said, refusal_of("isolateHost", "--targetHost", HOST, "--action", "1", *argv))


class Usage(unittest.TestCase):
    def test_every_source_is_python_3_6_and_none_calls_a_shell_or_evaluates_text(self):
        folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        sources = [os.path.join(folder, name) for name in os.listdir(folder) if name.endswith(".py")]
        package = os.path.join(folder, "edrgrpc_kuma")
        sources += [os.path.join(package, name) for name in os.listdir(package) if name.endswith(".py")]
        self.assertEqual(10, sum(path.startswith(folder) and not path.startswith(package) for path in sources))
        for path in sources:
            with open(path, encoding="utf-8") as file:
                text = file.read()
            if sys.version_info >= (3, 8):
                ast.parse(text, feature_version=(3, 6))
            for word in ("subprocess", "os.system", "popen", "eval(", "exec(", "pickle"):
                self.assertNotIn(word, text, path)

    def test_both_spellings_of_ioc_scan_are_one_file(self):
        folder = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
        if "iocScan.py" in os.listdir(folder) and "ioCScan.py" in os.listdir(folder):
            contents = set()
            for name in ("iocScan.py", "ioCScan.py"):
                with open(os.path.join(folder, name), "rb") as file:
                    contents.add(file.read())
            self.assertEqual(1, len(contents))

    def test_help_needs_no_settings(self):
        with Folder() as folder, open(os.devnull, "w") as nowhere:
            before, sys.stdout = sys.stdout, nowhere
            try:
                self.assertEqual(0, Run("isolateHost", "--help", folder=folder).code)
            finally:
                sys.stdout = before


if __name__ == "__main__":
    unittest.main()
