"""Makes one virtual environment from a lock: make.py FOLDER LOCK UV_LOCK. Progress goes to stderr.

A kernel lock beside the folder lets one process work while others wait, and is free again however its holder ends.
"""

import fcntl
import shutil
import subprocess
import sys
import time
import venv
from pathlib import Path


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def run(*command: str) -> None:
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode != 0:
        raise SystemExit(f"{' '.join(command)} failed:\n{done.stdout.strip()}")


def install(folder: Path, lock: str, uv_lock: str) -> None:
    python = str(folder / "bin" / "python")
    pip = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--require-hashes"]
    try:
        run(*pip, "--only-binary", ":all:", "-r", uv_lock)
        run(str(folder / "bin" / "uv"), "pip", "install", "--quiet", "--no-deps", "--require-hashes", "--python", python, "-r", lock)
    except SystemExit:
        # uv has no wheel for every machine, and does not read pip's configuration.
        say("  uv cannot do it here: pip installs, which takes longer")
        run(*pip, "-r", lock)


def make(folder: Path, lock: str, uv_lock: str) -> None:
    started = time.monotonic()
    count = sum(1 for line in Path(lock).read_text().splitlines() if "==" in line and not line.startswith("#"))
    say(f"making the Python environment {folder.name} ({count} packages), once ...")
    shutil.rmtree(folder, ignore_errors=True)
    venv.EnvBuilder(with_pip=True, symlinks=True).create(folder)
    install(folder, lock, uv_lock)
    (folder / "made").write_text(str(folder))
    say(f"made {folder.name} in {time.monotonic() - started:.0f} s")


def main() -> None:
    folder = Path(sys.argv[1])
    folder.parent.mkdir(parents=True, exist_ok=True)
    with (folder.parent / f"{folder.name}.lock").open("w") as handle:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say(f"waiting for another process that makes {folder.name} ...")
            fcntl.flock(handle, fcntl.LOCK_EX)
        made = folder / "made"
        if not made.exists() or made.read_text() != str(folder):
            make(folder, sys.argv[2], sys.argv[3])


main()
