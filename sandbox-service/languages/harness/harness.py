"""Calls one function of a candidate's program, case by case. See Harness in languages/language.ts for the lines.

Runs in the candidate's process, so nothing it says is trusted beyond being the answer to the case at hand.
"""
import collections.abc
import dataclasses
import enum
import importlib.util
import inspect
import io
import json
import numbers
import os
import sys
import traceback

WORKSPACE = "/workspace/"
HARNESS = WORKSPACE + ".interlace/"
# Frames of one traceback, so that a deep recursion stays readable.
MAX_FRAMES = 20

# The candidate's input() must see the end of its input, not the lines that are meant for us.
commands = os.fdopen(os.dup(0), "r", encoding="utf-8")
os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
os.set_inheritable(3, False)
answers = 3


def say(answer):
    data = (json.dumps(answer) + "\n").encode()
    while data:
        data = data[os.write(answers, data) :]


def explain(error):
    """The error with its traceback: the candidate's frames only, paths as the candidate knows them."""
    report = traceback.TracebackException.from_exception(error)
    keep_candidates_frames(report, set())
    text = "".join(report.format())
    return text.replace(WORKSPACE, "").strip()


def keep_candidates_frames(report, seen):
    if report is None or id(report) in seen:
        return
    seen.add(id(report))
    frames = [f for f in report.stack if f.filename.startswith(WORKSPACE) and not f.filename.startswith(HARNESS)]
    if len(frames) > MAX_FRAMES:
        frames = frames[: MAX_FRAMES // 2] + frames[-MAX_FRAMES // 2 :]
    report.stack = traceback.StackSummary.from_list(frames)
    keep_candidates_frames(report.__cause__, seen)
    keep_candidates_frames(report.__context__, seen)


class NotJson(Exception):
    """The returned value cannot be compared; the message says why."""


def to_json(value, above=()):
    """What JSON can say of a value: any sequence is a list, sets are sorted lists, objects are their attributes."""
    if value is None or value is True or value is False:
        return value
    if isinstance(value, enum.Enum):
        return to_json(value.value, above)
    if isinstance(value, str):
        return str.__str__(value)
    if isinstance(value, int):
        return int(value)
    if isinstance(value, numbers.Real):
        return float(value)
    if isinstance(value, numbers.Number) and hasattr(value, "__float__"):
        return float(value)
    if isinstance(value, (bytes, bytearray)):
        return bytes(value).decode("utf-8", "replace")
    if id(value) in above:
        raise NotJson("The returned value contains itself (it is circular), so it cannot be compared.")
    inner = above + (id(value),)
    if isinstance(value, collections.abc.Mapping):
        return {to_key(key): to_json(item, inner) for key, item in value.items()}
    if isinstance(value, (set, frozenset)):
        items = [to_json(item, inner) for item in value]
        try:
            return sorted(items)
        except TypeError:
            return sorted(items, key=json.dumps)
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: to_json(getattr(value, f.name), inner) for f in dataclasses.fields(value)}
    if hasattr(value, "tolist"):
        return to_json(value.tolist(), inner)
    if isinstance(value, collections.abc.Iterable) and not isinstance(value, (type, io.IOBase)):
        return [to_json(item, inner) for item in value]
    if hasattr(value, "__dict__") and not callable(value) and not inspect.ismodule(value):
        return {name: to_json(item, inner) for name, item in vars(value).items() if not name.startswith("_")}
    raise NotJson(f"The returned value holds a {type(value).__name__}, which cannot be written as JSON.")


def to_key(key):
    if isinstance(key, enum.Enum):
        key = key.value
    if isinstance(key, str):
        return key
    if key is None or isinstance(key, (int, float)):
        return json.dumps(key)
    raise NotJson(f"The returned value has a key of type {type(key).__name__}, which cannot be written as JSON.")


def load(entry):
    """The entry as a module of its own name, so that its `if __name__ == "__main__"` does not run."""
    path = WORKSPACE + entry
    sys.path[0] = os.path.dirname(path)
    sys.argv = [path]
    name = os.path.splitext(os.path.basename(entry))[0]
    spec = importlib.util.spec_from_file_location(name, path)
    if spec is None or spec.loader is None:
        raise ImportError(f"{entry} is not a Python file: its name must end in .py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def find(module, names):
    """Gives what to call. A method is called on a new object for each case, as its attributes are the case's state."""
    for name in names:
        if callable(getattr(module, name, None)):
            return lambda: getattr(module, name)
    solution = getattr(module, "Solution", None)
    for name in names:
        if inspect.isclass(solution) and callable(getattr(solution, name, None)):
            return lambda: getattr(solution(), name)
    return None


def finish(value):
    """Waits for a coroutine."""
    if not inspect.isawaitable(value):
        return value
    import asyncio

    async def wait():
        return await value

    return asyncio.run(wait())


def flush():
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:
            pass  # Closed or replaced by the candidate: then there is nothing of it to keep.


def answer(i, arguments, get_function):
    try:
        result = {"i": i, "ok": True, "value": to_json(finish(get_function()(*arguments)))}
    except NotJson as error:
        result = {"i": i, "ok": False, "error": str(error)}
    except SystemExit as error:
        result = {"i": i, "ok": False, "error": f"The program called exit({error.code!r}).\n{explain(error)}"}
    except BaseException as error:
        result = {"i": i, "ok": False, "error": explain(error)}
    flush()
    try:
        say(result)
    except (ValueError, RecursionError, UnicodeError) as error:
        say({"i": i, "ok": False, "error": f"The returned value cannot be written as JSON: {error}"})


def main():
    say({"waiting": True})
    line = commands.readline()
    if not line:
        return
    order = json.loads(line)
    say({"loading": True})
    try:
        module = load(order["entry"])
    except SystemExit as error:
        flush()
        say({"ready": False, "error": f"The program called exit({error.code!r}) while it was loaded.\n{explain(error)}"})
        return
    except BaseException as error:
        flush()
        say({"ready": False, "error": explain(error)})
        return
    get_function = find(module, order["names"])
    if get_function is None:
        wanted = order["function"]
        say({"ready": False, "error": f"{order['entry']} has no function {wanted}, and no class Solution with a method {wanted}."})
        return
    flush()
    say({"ready": True})
    for line in iter(commands.readline, ""):
        case = json.loads(line)
        answer(case["i"], case["input"], get_function)


main()
# Threads of the candidate must not keep the process: there is nobody left to answer.
os._exit(0)
