"""The set-up: what is generated is up to date, what is installed is whole, and nothing is named
that belongs to one machine.
"""

import os
import re
import shutil
import subprocess
import sys
import time
import tomllib
import zipfile
from pathlib import Path
from urllib.parse import urlsplit

import pytest
import yaml
from each import each
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

ROOT = Path(__file__).resolve().parent.parent
PYPROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
ENVIRONMENT = yaml.safe_load((ROOT / "environment.yml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")
SCRIPTS = Path(sys.executable).parent


def program(name):
    """Path of a program of this environment or of the machine; skips the test if there is none."""
    path = shutil.which(name, path=os.pathsep.join([str(SCRIPTS), os.environ.get("PATH", "")]))
    return path or pytest.skip(f"{name} is not installed here")


def run(*command, cwd=ROOT, stdin=""):
    return subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        encoding="utf-8",
        input=stdin,
        # What `make test` tells its children would make a make of ours print where it is.
        env={
            **{key: value for key, value in os.environ.items() if not key.startswith(("MAKE", "MFLAGS"))},
            "UV_HTTP_RETRIES": "0",
            "UV_HTTP_TIMEOUT": "15",
        },
    )


def run_online(*command, cwd=ROOT, stdin=""):
    """Run what asks the package index; skips the test if no index answers."""
    done = run(*command, cwd=cwd, stdin=stdin)
    if re.search("Failed to fetch|error sending request|Could not connect", done.stderr):
        pytest.skip("no package index can be reached")
    assert done.returncode == 0, done.stderr
    return done


def direct_requirements():
    project = PYPROJECT["project"]
    lists = [PYPROJECT["build-system"]["requires"], project["dependencies"]]
    lists += project["optional-dependencies"].values()
    return [Requirement(text) for texts in lists for text in texts]


def locked():
    """Name to (versions, number of hashes of each), for each entry of the lock."""
    entries = {}
    for entry in re.split(r"\n(?=[a-z0-9])", LOCK, flags=re.IGNORECASE):
        if pinned := re.match(r"([\w.-]+)==([\w.+!-]+)", entry):
            versions, hashes = entries.setdefault(canonicalize_name(pinned[1]), ([], []))
            versions.append(Version(pinned[2]))
            hashes.append(entry.count("--hash=sha256:"))
    return entries


def test_environment_yml_is_what_pyproject_toml_generates(tmp_path):
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    done = run(program("pyproject2conda"), "project", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    generated = (tmp_path / "environment.yml").read_text(encoding="utf-8")
    written = (ROOT / "environment.yml").read_text(encoding="utf-8")
    assert written == generated, "environment.yml is stale: run `make lock`"


def test_a_package_renamed_for_conda_keeps_its_bound():
    bounds = {canonicalize_name(r.name): r.specifier for r in direct_requirements()}
    for name, mapping in PYPROJECT["tool"]["pyproject2conda"]["dependencies"].items():
        for package in mapping.get("packages", []):
            assert Requirement(package).specifier == bounds[canonicalize_name(name)], package


def test_environment_yml_resolves_with_the_names_of_the_python_package_index():
    renamed = {
        Requirement(package).name: name
        for name, mapping in PYPROJECT["tool"]["pyproject2conda"]["dependencies"].items()
        for package in mapping.get("packages", [])
    }
    conda = [Requirement(text) for text in ENVIRONMENT["dependencies"] if isinstance(text, str)]
    (pip,) = [entry["pip"] for entry in ENVIRONMENT["dependencies"] if isinstance(entry, dict)]
    requirements = pip + [
        f"{renamed.get(r.name, r.name)}{r.specifier}" for r in conda if r.name not in ("python", "pip")
    ]
    done = run_online(
        *(program("uv"), "pip", "compile", "--quiet", "--python-version", "3.11", "-"), stdin="\n".join(requirements)
    )
    assert "pandas==" in done.stdout


@each(direct_requirements)
def test_the_lock_holds_each_direct_requirement_within_its_bound(requirement):
    versions, _ = locked().get(canonicalize_name(requirement.name), ([], []))
    assert versions, f"{requirement.name} is not in requirements.lock: run `make lock`"
    for version in versions:
        assert version in requirement.specifier, f"{version} is locked: run `make lock`"


def test_each_entry_of_the_lock_has_a_hash():
    entries = locked()
    assert len(entries) > 100
    assert [name for name, (_, hashes) in entries.items() if min(hashes) == 0] == []


def test_the_lock_names_no_address():
    assert "://" not in LOCK


@pytest.mark.skipif(sys.platform == "win32", reason="needs a symbolic link")
def test_make_lock_leaves_the_lock_and_environment_yml_as_they_are(tmp_path):
    for tool in ("uv", "pyproject2conda"):
        if not (SCRIPTS / tool).exists():
            pytest.skip(f"{tool} is not installed in this environment")
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "environment.yml"):
        shutil.copy(ROOT / name, tmp_path)
    (tmp_path / "bin").symlink_to(SCRIPTS)
    run_online(program("make"), "--old-file=env", "BIN=bin", "lock", cwd=tmp_path)
    assert (tmp_path / "requirements.lock").read_text(encoding="utf-8") == LOCK
    assert (tmp_path / "environment.yml").read_bytes() == (ROOT / "environment.yml").read_bytes()


def test_make_help_lists_each_target():
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    targets = re.search(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)[1].split()
    printed = run(program("make"), "help").stdout
    listed = re.findall(r"^  make (\w+) +\S", printed, re.MULTILINE)
    assert set(listed) == set(targets) - {"again"}
    assert listed[0] == "all", "the first target is what a bare `make` does"


@pytest.mark.skipif(sys.platform == "win32", reason="the stand-in for zreport is a shell script")
def test_a_bare_make_makes_everything_once_and_then_only_when_something_changed(tmp_path, monkeypatch):
    make = program("make")
    monkeypatch.delenv("ZREPORT_LANG", raising=False)
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, tmp_path)
    for name in ("data/年 度.csv", "notebooks/a.ipynb", "zreport/cli.py", "bin/zreport"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    command = tmp_path / "bin/zreport"
    command.write_text(
        "#!/bin/sh\nmkdir -p out\nfor f in brief.pptx brief.pdf all.pptx all.xlsx; do date > out/$f; done\necho built\n"
    )
    command.chmod(0o755)

    def made() -> str:
        done = run(make, "--old-file=env", "BIN=bin", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def again() -> None:
        assert made() == "built"
        assert made() == "Nothing changed: out/ is up to date"

    again()
    for name in ("data/年 度.csv", "notebooks/a.ipynb", "zreport/cli.py", "requirements.lock"):
        path = tmp_path / name
        os.utime(path, ns=(time.time_ns(), time.time_ns()))
        again()
    (tmp_path / "data/new.csv").write_text("x")
    os.utime(tmp_path / "data/new.csv", (0, 0))
    again()
    (tmp_path / "data/new.csv").unlink()
    again()
    (tmp_path / "out/brief.pdf").unlink()
    again()
    monkeypatch.setenv("ZREPORT_LANG", "en")
    again()
    # What Python and JupyterLab leave behind is no change.
    for name in ("zreport/__pycache__/cli.pyc", "notebooks/.ipynb_checkpoints/a.ipynb", "out/gallery/a.png"):
        (tmp_path / name).parent.mkdir()
        (tmp_path / name).write_text("x")
    assert made() == "Nothing changed: out/ is up to date"
    # A build that fails is not taken for one that is done.
    command.write_text("#!/bin/sh\nexit 1\n")
    (tmp_path / "data/new.csv").write_text("x")
    for _ in range(2):
        assert run(make, "--old-file=env", "BIN=bin", cwd=tmp_path).returncode != 0


def test_the_wheel_carries_the_data_and_an_editable_install_copies_none(tmp_path, monkeypatch):
    backend = pytest.importorskip("hatchling.build")
    monkeypatch.chdir(ROOT)

    def names(build):
        with zipfile.ZipFile(tmp_path / build(str(tmp_path))) as wheel:
            return set(wheel.namelist())

    wheel = names(backend.build_wheel)
    for folder in ("data", "zreport/page/fonts"):
        paths = [p for p in (ROOT / folder).rglob("*") if p.suffix in {".csv", ".json", ".txt", ".ttf"}]
        files = {p.relative_to(ROOT).as_posix() for p in paths}
        assert files, folder
        inside = {f if f.startswith("zreport/") else f"zreport/{f}" for f in files}
        assert inside <= wheel, f"not in the wheel: {sorted(inside - wheel)}"
    assert "zreport/faults.toml" in wheel
    editable = names(backend.build_editable)
    assert [n for n in editable if n.startswith("zreport/")] == []


def configured_index_hosts():
    """Hosts of the package indexes that this machine is set up to use."""
    done = run(sys.executable, "-m", "pip", "config", "list")
    settings = [v for k, v in os.environ.items() if k.startswith(("PIP_", "UV_"))]
    addresses = re.findall(r"https?://[^\s'\"]+", " ".join([done.stdout, *settings]))
    return {urlsplit(a).hostname for a in addresses} - {None, "localhost", "127.0.0.1"}


def test_no_tracked_file_names_a_package_registry():
    done = run(program("git"), "ls-files", "-z", "--cached", "--others", "--exclude-standard")
    if done.returncode != 0:
        pytest.skip("this is not a git checkout")
    words = "|".join(["pypi", "pythonhosted", "npmjs", "anaconda"])
    registry = re.compile(
        rf"\b(?:{words})\.(?:org|com|io)\b|://(?:pypi|mirrors?|registry|conda)\."
        + "".join(rf"|\b{re.escape(host)}\b" for host in sorted(configured_index_hosts())),
        re.IGNORECASE,
    )
    named = []
    for name in done.stdout.split("\0"):
        path = ROOT / name
        if not path.is_file() or b"\0" in (content := path.read_bytes())[:8192]:
            continue
        for number, line in enumerate(content.decode(errors="replace").splitlines(), 1):
            if found := registry.search(line):
                named.append(f"{name}:{number}: {found[0]}")
    assert named == []
