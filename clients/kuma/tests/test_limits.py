"""A script ends in time and with its line, whatever the gateway does. These run as programs, because they end as programs."""

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
import unittest

from support import FOLDER, HOST, Folder


class Limits(unittest.TestCase):
    def setUp(self):
        self.listener = socket.socket()
        self.listener.bind(("127.0.0.1", 0))
        self.listener.listen(5)
        self.addCleanup(self.listener.close)
        self.folder = Folder(url="http://127.0.0.1:{}".format(self.listener.getsockname()[1]))
        self.addCleanup(self.folder.__exit__)
        shutil.copy(os.path.join(FOLDER, "isolateHost.py"), self.folder.path)
        shutil.copytree(os.path.join(FOLDER, "edrgrpc_kuma"), os.path.join(self.folder.path, "edrgrpc_kuma"))

    def start(self, *argv):
        command = [sys.executable, "-EsB", os.path.join(self.folder.path, "isolateHost.py"), "--targetHost", HOST, "--action", "1", "--eventId", "e"]
        return subprocess.Popen(command + list(argv), env={}, cwd="/", stdout=subprocess.PIPE, stderr=subprocess.PIPE)

    def end_of(self, process):
        output, errors = process.communicate(timeout=30)
        self.assertEqual(b"", errors)
        return process.returncode, output.decode("utf-8")

    def test_an_answer_that_drips_does_not_hold_it_up(self):
        def drip():
            connection, _ = self.listener.accept()
            try:
                connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n")
                while True:
                    connection.sendall(b" ")
                    time.sleep(0.2)
            except OSError:
                connection.close()

        dripping = threading.Thread(target=drip)
        dripping.start()
        began = time.monotonic()
        code, line = self.end_of(self.start("--timeout", "1"))
        self.assertLess(time.monotonic() - began, 10)
        dripping.join()
        self.assertEqual(5, code, line)
        self.assertIn("Whether the response was recorded is not known", line)

    def test_sigterm_leaves_a_line(self):
        process = self.start("--timeout", "60")
        connection, _ = self.listener.accept()
        self.addCleanup(connection.close)
        process.send_signal(signal.SIGTERM)
        code, line = self.end_of(process)
        self.assertEqual(5, code, line)
        self.assertIn("ended by SIGTERM", line)

    def test_nobody_reads_the_line(self):
        process = self.start("--timeout", "1")
        process.stdout.close()
        process.stdout = None
        _, errors = process.communicate(timeout=30)
        self.assertEqual((5, b""), (process.returncode, errors))


if __name__ == "__main__":
    unittest.main()
