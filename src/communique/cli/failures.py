"""The outermost boundary: whatever a command raises becomes one line (what, where, what to do) and an exit code."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Callable
from typing import Any

import typer

from communique.errors import CommuniqueError

STOPPED = 130
READER_GONE = 141
DEFECT = 70


def guarded(command: Callable[[], Any]) -> int:
    """Run a command and return its exit code."""
    try:
        code = command()
        sys.stdout.flush()
        if code == STOPPED:  # typer has turned Ctrl-C into the code already
            raise KeyboardInterrupt
        return code if isinstance(code, int) else 0
    except BrokenPipeError:
        # Python flushes stdout once more at exit; it must not find the closed pipe again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    except (KeyboardInterrupt, typer.Abort):
        say("stopped.")
        return STOPPED
    except CommuniqueError as error:
        say(str(error))
        return error.exit_code
    except typer.TyperException as error:
        return say_usage(error)
    except Exception as error:
        if os.environ.get("COMMUNIQUE_TRACEBACK"):
            traceback.print_exc()
        say(
            f"a defect of ours: {type(error).__name__}: {error}. "
            "Please report it with what COMMUNIQUE_TRACEBACK=1 shows when you run this again."
        )
        return DEFECT


def say(message: str) -> None:
    """Print one line for a person."""
    print(f"communique: {message}", file=sys.stderr)


def say_usage(error: typer.TyperException) -> int:
    """Say what is off in the call, and what may stand there."""
    context = getattr(error, "ctx", None)
    message = getattr(error, "format_message", error.__str__)().rstrip()
    if type(error).__name__ == "NoArgsIsHelpError":
        print(message)
        return 0
    hint = ""
    if context is not None:
        commands = getattr(context.command, "commands", None)
        options = [name for parameter in context.command.params for name in parameter.opts if name.startswith("-")]
        if commands and type(error).__name__ != "NoSuchOption":
            hint = f" Commands: {', '.join(commands)}."
        elif type(error).__name__ == "NoSuchOption":
            hint = f" Options: {', '.join([*options, '--help'])}."
        else:
            hint = f" See {context.command_path} --help."
    say(f"{message}{'' if message.endswith(('.', '?', ')')) else '.'}{hint}")
    return int(getattr(error, "exit_code", 2))
