"""The documented arguments of each script become the documented fields."""

import base64
import os
import unittest

from support import EVENT, HOST, MD5, PATH, Folder, action_of, refusal_of

SHA256 = "a" * 64


class FileTasks(unittest.TestCase):
    def test_hashes_and_path_are_taken_under_their_documented_names(self):
        for script in ("getFile", "quarantineFile"):
            action = action_of(script, "--path", PATH, "--md5hash", MD5, "--sha256hash", SHA256)
            self.assertEqual({"path": PATH, "md5Hash": MD5, "sha256Hash": SHA256}, action)

    def test_search_in_subfolders_is_sent_only_when_given(self):
        self.assertEqual({"path": PATH}, action_of("deleteFile", "--path", PATH))
        for value, expected in (("true", True), ("True", True), ("1", True), ("false", False), ("0", False)):
            self.assertEqual(expected, action_of("deleteFile", "--path", PATH, "--searchInSubfolders", value)["searchInSubfolders"])
        self.assertTrue(action_of("deleteFile", "--searchInSubfolders", "--path", PATH)["searchInSubfolders"])

    def test_terminate_process_is_case_insensitive_unless_asked(self):
        self.assertEqual({"path": PATH, "caseSensitive": False}, action_of("terminateProcess", "--path", PATH))
        self.assertTrue(action_of("terminateProcess", "--path", PATH, "--caseSensitive", "true")["caseSensitive"])

    def test_a_path_of_another_script_arrives_unchanged(self):
        path = "\\\\сервер\\share\\файл \U0001f600 & $(x) `y` ; |.exe"
        self.assertEqual(path, action_of("getFile", "--path", path)["path"])
        self.assertEqual(path, action_of("getFile", "--path=" + path)["path"])

    def test_wrong_hashes_are_all_named(self):
        line = refusal_of("deleteFile", "--targetHost", HOST, "--path", PATH, "--md5hash", SHA256, "--sha256hash", "xyz")
        self.assertIn("--md5hash must be 32 hexadecimal digits (MD5); it is 64 characters long", line)
        self.assertIn("--sha256hash must be 64 hexadecimal digits", line)
        self.assertNotIn("xyz", line)

    def test_a_hash_with_a_line_feed_is_refused(self):
        self.assertIn("control characters", refusal_of("getFile", "--targetHost", HOST, "--path", PATH, "--md5hash", MD5 + "\n"))

    def test_an_empty_hash_would_widen_the_response_and_is_refused(self):
        for given in (["--md5hash", ""], ["--md5hash", "", "--sha256hash", ""]):
            self.assertIn("--md5hash is empty", refusal_of("deleteFile", "--targetHost", HOST, "--path", PATH, *given))

    def test_an_empty_hash_is_taken_beside_another_or_when_the_setting_says_so(self):
        self.assertEqual({"path": PATH, "sha256Hash": SHA256}, action_of("quarantineFile", "--path", PATH, "--md5hash", "", "--sha256hash", SHA256))
        self.assertEqual(
            {"path": PATH}, action_of("quarantineFile", "--path", PATH, "--md5hash", "", "--sha256hash", "", settings={"allow_empty": "yes"}))

    def test_the_setting_never_allows_an_empty_path_or_host(self):
        line = refusal_of("deleteFile", "--targetHost", "", "--path", "", settings={"allow_empty": "yes"})
        self.assertIn("--targetHost is empty", line)
        self.assertIn("--path is empty", line)


class OtherTasks(unittest.TestCase):
    def test_isolation_is_told_by_number_or_word(self):
        for word, expected in (("1", "ENABLE"), ("on", "ENABLE"), ("ON", "ENABLE"), ("0", "DISABLE"), ("off", "DISABLE")):
            self.assertEqual({"action": "ISOLATION_ACTION_" + expected}, action_of("isolateHost", "--action", word))
        for word in ("2", "true", "01", " 1", "-1"):
            self.assertIn("--action must be 1 (on) or 0 (off)", refusal_of("isolateHost", "--targetHost", HOST, "--action", word))
        self.assertIn("--action is missing", refusal_of("isolateHost", "--targetHost", HOST))

    def test_start_process_takes_command_lines_that_look_like_arguments(self):
        self.assertEqual({"executablePath": PATH}, action_of("startProcess", "--executablePath", PATH))
        for line in ("-enc x", "--silent", "/c dir", "- x"):
            self.assertEqual(
                {"executablePath": PATH, "arguments": line, "workingFolder": "C:\\"},
                action_of("startProcess", "--executablePath", PATH, "--arguments", line, "--workingFolder", "C:\\"))

    def test_prevent_execution_needs_a_hash(self):
        self.assertEqual({"hash": MD5, "path": "", "caseSensitive": False}, action_of("preventExecution", "--hash", MD5))
        self.assertEqual(
            {"hash": MD5, "path": PATH, "caseSensitive": True}, action_of("preventExecution", "--hash", MD5, "--path", PATH, "--caseSensitive"))
        self.assertIn("--hash is missing", refusal_of("preventExecution", "--targetHost", HOST, "--path", PATH))
        self.assertIn("--path is empty", refusal_of("preventExecution", "--targetHost", HOST, "--hash", MD5, "--path", ""))


class OnDemandScan(unittest.TestCase):
    def objects(self, *argv):
        return [(o["type"].replace("SCAN_OBJECT_TYPE_", ""), o["path"], o["recursive"]) for o in action_of("onDemandScan", *argv)["objects"]]

    def test_types_are_numbers_or_names(self):
        numbers = {14: "SYSTEM_MEMORY", 15: "STARTUP_OBJECTS_AND_RUNNING_PROCESSES", 16: "DISK_BOOT_SECTORS", 17: "SYSTEM_BACKUP_STORAGE", 18: "EMAIL",
                   23: "ALL_REMOVABLE_DRIVES", 24: "ALL_NETWORK_DRIVES", 25: "ALL_FIXED_DRIVES"}
        for number, name in numbers.items():
            self.assertEqual([(name, "", False)], self.objects("--type", str(number)))
            self.assertEqual([(name, "", False)], self.objects("--type", name.replace("_", "").title(), "--path", ""))
        for wrong in ("13", "19", "21", "26", "x", "014", "14;15"):
            self.assertIn("--type must be", refusal_of("onDemandScan", "--targetHost", HOST, "--type", wrong))

    def test_a_list_of_folders_becomes_one_object_each(self):
        expected = [("FOLDER", "C:\\Program Files\\a", True), ("FOLDER", "d:\\x", True), ("FOLDER", "\\\\srv\\share x", True)]
        self.assertEqual(expected, self.objects("--path", "C:\\Program Files\\a d:\\x \\\\srv\\share x", "--recursive", "true"))
        self.assertEqual([("SYSTEM_MEMORY", "", False), ("FOLDER", "C:\\x", False)], self.objects("--type", "14, Folder", "--path", "C:\\x"))

    def test_without_path_and_type_it_scans_critical_areas(self):
        self.assertEqual(["SYSTEM_MEMORY", "STARTUP_OBJECTS_AND_RUNNING_PROCESSES", "DISK_BOOT_SECTORS"], [o[0] for o in self.objects()])

    def test_path_and_type_must_agree(self):
        self.assertIn("--path is missing", refusal_of("onDemandScan", "--targetHost", HOST, "--type", "22"))
        self.assertIn("--path is empty", refusal_of("onDemandScan", "--targetHost", HOST, "--path", ""))
        self.assertIn("no --type 22", refusal_of("onDemandScan", "--targetHost", HOST, "--type", "14", "--path", "C:\\x"))

    def test_more_than_64_scopes_are_refused(self):
        self.assertEqual(64, len(self.objects("--path", " ".join(["C:\\x"] * 64))))
        self.assertIn("more than 64", refusal_of("onDemandScan", "--targetHost", HOST, "--path", " ".join(["C:\\x"] * 65)))


class IocScan(unittest.TestCase):
    def setUp(self):
        self.folder = Folder()
        self.addCleanup(self.folder.__exit__)

    def test_the_archive_travels_as_base64(self):
        content = b"PK\x03\x04" + os.urandom(100)
        action = action_of("iocScan", "--ioc", self.folder.file("a.zip", content), "--isolateHost", "true", "--quarantineObject", "0")
        self.assertEqual(content, base64.b64decode(action["iocArchive"]))
        self.assertEqual((True, False, False), (action["isolateHost"], action["scanCriticalAreas"], action["quarantineObject"]))

    def test_three_mebibytes_are_the_limit(self):
        content = b"PK\x03\x04" + bytes(3 * 1024 * 1024 - 4)
        self.assertTrue(action_of("iocScan", "--ioc", self.folder.file("full.zip", content)))
        self.assertIn("larger than 3 MiB", self.refused(self.folder.file("over.zip", content + b"x")))

    def test_what_is_no_archive_never_leaves_the_correlator(self):
        os.mkfifo(os.path.join(self.folder.path, "pipe"))
        for path, said in (
                (self.folder.file("secret", "root:x:0:0"), "is not a ZIP"), (self.folder.path, "is not a file"),
                (os.path.join(self.folder.path, "pipe"), "is not a file"), ("/dev/zero", "is not a file"), ("relative.zip", "absolute path"),
                (os.path.join(self.folder.path, "none"), "cannot be read on this correlator: No such file")):
            self.assertIn(said, self.refused(path))

    def refused(self, path):
        return refusal_of("iocScan", "--targetHost", HOST, "--eventId", EVENT, "--ioc", path)


if __name__ == "__main__":
    unittest.main()
