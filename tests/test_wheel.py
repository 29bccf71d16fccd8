"""What is shipped works: the built wheel, alone in a new environment, makes a site and builds it."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from briefgen.website import scaffold_mkdocs

ROOT = Path(__file__).parent.parent

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(os.environ.get("BRIEFGEN_NO_SKIP") != "1", reason="takes minutes; set BRIEFGEN_NO_SKIP=1"),
]


def run(*command: object, folder: Path, **environment: str) -> str:
    """Standard output of a command that must succeed, run where no checkout is in reach."""
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith("PYTHON") and name != "VIRTUAL_ENV"
    }
    arguments = [str(part) for part in command]
    done = subprocess.run(arguments, cwd=folder, env={**kept, **environment}, capture_output=True, text=True)
    assert done.returncode == 0, f"{arguments}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    run(sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "-w", folder, ROOT, folder=folder)
    (path,) = folder.glob("briefgen-*.whl")
    return path


def test_the_wheel_holds_all_data_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = {name for name in archive.namelist() if ".dist-info/" not in name}
    listed = run("git", "ls-files", "briefgen", "templates", "site_config", folder=ROOT).splitlines()
    wanted = {name if name.startswith("briefgen/") else f"briefgen/shipped/{name}" for name in listed}
    assert names == wanted


def test_the_wheel_alone_makes_and_builds_a_site(wheel: Path, tmp_path: Path) -> None:
    environment = tmp_path / "environment"
    run(sys.executable, "-m", "venv", environment, folder=tmp_path)
    run(environment / "bin" / "pip", "install", "--quiet", "--no-compile", wheel, folder=tmp_path)
    briefgen = environment / "bin" / "briefgen"
    run(briefgen, "new", "x", folder=tmp_path)
    assert run(briefgen, "-C", "x", "build", "--strict", folder=tmp_path) == "x/site/index.html\n"
    assert (tmp_path / "x" / "site" / "index.html").is_file()
    assert (tmp_path / "x" / "mkdocs.yml").read_text(encoding="utf-8") == scaffold_mkdocs("x")
    briefs = [path.stem for path in (tmp_path / "x" / "content" / "briefs").rglob("*.yml")]
    assert briefs == ["greece-macedonia-name-accord"]
    assert run(briefgen, "-C", "x", "check", folder=tmp_path) == ""
