"""Processes for tests that kill them: forked from one that has the libraries and does nothing else.

Forked from the tests' own, a process could inherit a lock that another thread held at that moment (OpenSSL's, of a
thread that was ending), and wait for it for ever. A fresh interpreter for each would cost a second or two.
"""

from __future__ import annotations

import multiprocessing

FORKS = multiprocessing.get_context("forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else None)
FORKS.set_forkserver_preload(["communique.register.fill", "communique.watch", "httpx", "pytest"])
