#!/usr/bin/env python3
"""Writes the list of the functions that the command runs for a program of one line.

    start.py COMMAND MAP LIST

MAP is what the linker wrote with -Map when it linked COMMAND. Needs valgrind. See `release`.
"""

import bisect
import re
import subprocess
import sys
import tempfile
from pathlib import Path


def sections(map_file):
    """(address, size, file, section) of every piece of code that was linked."""
    line = re.compile(r"\s*([0-9a-f]+)\s+[0-9a-f]+\s+([0-9a-f]+)\s+\d+\s+(\S.*):\((\.text\S*)\)")
    found = (line.match(text) for text in Path(map_file).read_text().splitlines())
    return sorted((int(m[1], 16), int(m[2], 16), m[3], m[4]) for m in found if m)


def fetched(command):
    """The addresses of all instructions that a program of one line runs."""
    with tempfile.TemporaryDirectory() as folder:
        program, log = Path(folder, "hello.js"), Path(folder, "log")
        program.write_text('console.log("hello")\n')
        tool = ["valgrind", "--tool=lackey", "--trace-mem=yes", f"--log-file={log}"]
        subprocess.run([*tool, command, program], check=True, stdout=subprocess.DEVNULL)
        with open(log) as lines:
            return {int(line[3:].split(",")[0], 16) for line in lines if line.startswith("I  ")}


def pattern(file, section):
    """A line of the list: without hashes, which change from build to build."""
    archive = re.search(r"([^/]+\.a)\((.+\.o)\)$", file)
    if archive:
        return f"{archive[1]}:{archive[2]}"
    name = re.sub(r"^\.text\.(unlikely\.|startup\.|exit\.)?", "", section)
    if name.startswith("_R"):
        return re.sub(r"Cs[0-9A-Za-z]+_", "Cs*_", name)
    return re.sub(r"17h[0-9a-f]{16}E$", "17h*", name)


def main():
    command, map_file, list_file = sys.argv[1:]
    pieces = sections(map_file)
    starts = [piece[0] for piece in pieces]
    lines = set()
    for address in fetched(command):
        start, size, file, section = pieces[bisect.bisect_right(starts, address) - 1]
        if start <= address < start + size and (section != ".text" or ".a(" in file):
            lines.add(pattern(file, section))
    Path(list_file).write_text("".join(f"{line}\n" for line in sorted(lines)))


main()
